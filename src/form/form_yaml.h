/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The reader of form files, shared by its parts: form_yaml.c (the form),
 * form_yaml_item.c (its items), form_yaml_choice.c (their choices) and
 * form_yaml_key.c (tables of keys, texts).
 *
 * All findings go to the report and reading goes on, so that one look at a file
 * names everything; what could not be read keeps its zero.
 */
#ifndef FORM_FORM_YAML_H
#define FORM_FORM_YAML_H

#include "base/yaml_tree.h"
#include "form/form.h"

#define FORM_MAX_NAME  64
#define FORM_MAX_DEPTH 5 /* groups in groups: what the YAML reader's 16 levels hold */

struct form_reader {
    struct form *form;
    struct arena *arena; /* the form's */
    struct report *report;
    const char *subject; /* name of the item that is being read; "" outside */
    struct item **all;
    size_t all_count, all_capacity;
};

/*
 * One key of a map: who reads it, and into which place of the target. A table
 * is sorted by name and ends with the count beside it.
 */
struct form_key {
    const char *name;
    void (*read)(struct form_reader *reader, const struct form_key *key, void *target,
                 const struct yaml_value *value);
    size_t offset;
    unsigned types; /* the item types it belongs to, as bits; 0: all */
};

/* Reads MAP by KEYS into TARGET. TYPE is the bit of the item's type, 0: not known. */
void reader_map(struct form_reader *reader, const struct yaml_value *map,
                const struct form_key *keys, size_t count, unsigned type, void *target);
bool reader_expect(struct form_reader *reader, const struct yaml_value *value, enum yaml_kind kind,
                   const char *what);
/* A scalar with something in it. */
bool reader_expect_text(struct form_reader *reader, const struct yaml_value *value,
                        const char *what);
/* [a-z][a-z0-9_]*, at most FORM_MAX_NAME. */
bool reader_expect_name(struct form_reader *reader, const struct yaml_value *value,
                        const char *what);
void reader_error(struct form_reader *reader, const struct yaml_value *at, const char *code,
                  const char *format, ...) PRINTF_LIKE(4, 5);
void reader_warning(struct form_reader *reader, const struct yaml_value *at, const char *code,
                    const char *format, ...) PRINTF_LIKE(4, 5);
/* ". Did you mean x?" for the nearest of WORDS, or "". OUT is 128 bytes. */
const char *reader_nearest(const struct form_reader *reader, char out[128], const char *word,
                           const char *const *words, size_t count);
/* Index of the plain text among WORDS; reports CODE when it is none of them. */
bool reader_one_of(struct form_reader *reader, const struct yaml_value *value, const char *what,
                   const char *const *words, size_t count, const char *code, size_t *index);

/* The key languages, a list or one of them, into the languages of the form. */
void reader_languages(struct form_reader *reader, const struct yaml_value *list);

/* Readers for tables of keys; OFFSET is that of the field. */
void read_wording(struct form_reader *reader, const struct form_key *key, void *target,
                  const struct yaml_value *value);
void read_string(struct form_reader *reader, const struct form_key *key, void *target,
                 const struct yaml_value *value);
void read_flag(struct form_reader *reader, const struct form_key *key, void *target,
               const struct yaml_value *value);
/* Known to the language and without effect here. */
void read_nothing(struct form_reader *reader, const struct form_key *key, void *target,
                  const struct yaml_value *value);
/* The same, but it would change what is asked: said in a warning. */
void read_later(struct form_reader *reader, const struct form_key *key, void *target,
                const struct yaml_value *value);

/* A list of choices; sorts them and refuses a name that comes twice. */
void reader_choices(struct form_reader *reader, const struct yaml_value *value,
                    struct choice_list *list);
/* The key choices of an item: the name of a list, or a list. */
void read_choices(struct form_reader *reader, const struct form_key *key, void *target,
                  const struct yaml_value *value);
/* The items of a list, below PARENT or at the top (NULL). */
void reader_items(struct form_reader *reader, const struct yaml_value *value, struct item *parent);

#endif
