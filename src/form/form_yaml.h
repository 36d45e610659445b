/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The reader of form files, shared by its parts: form_yaml.c (the form),
 * form_yaml_item.c (its items), form_yaml_rule.c and form_yaml_type.c (their
 * keys), form_yaml_choice.c (their choices), form_yaml_rename.c (what they were
 * called), form_yaml_fhir.c (what passes through) and form_yaml_key.c (tables of
 * keys, texts).
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
    struct form_rename *renames;
    size_t rename_count, rename_capacity;
    const struct yaml_value *top, *map; /* the whole file; the item being read, NULL outside */
    const char **filtered;              /* names of lists that a choice_filter looks into */
    size_t filtered_count, filtered_capacity;
    bool filtered_known;
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

/* Whether NAME is one of KEYS, or one with a language behind it. */
bool reader_knows(const struct form_key *keys, size_t count, const char *name);
/* Reads MAP by KEYS into TARGET. TYPE is the bit of the item's type, 0: not known. */
void reader_map(struct form_reader *reader, const struct yaml_value *map,
                const struct form_key *keys, size_t count, unsigned type, void *target);
bool reader_expect(struct form_reader *reader, const struct yaml_value *value, enum yaml_kind kind,
                   const char *what);
/* A scalar with something in it. */
bool reader_expect_text(struct form_reader *reader, const struct yaml_value *value,
                        const char *what);
/* [a-z][a-z0-9_]*, at most FORM_MAX_NAME. */
bool reader_is_name(const char *text);
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
void read_rule(struct form_reader *reader, const struct form_key *key, void *target,
               const struct yaml_value *value);
/* "loinc:54588-9" */
void read_code(struct form_reader *reader, const struct form_key *key, void *target,
               const struct yaml_value *value);
/* Known to the language and without effect here. */
void read_nothing(struct form_reader *reader, const struct form_key *key, void *target,
                  const struct yaml_value *value);

/* Names of forms, one or a list of them; NAMES and COUNT are set. */
void reader_form_names(struct form_reader *reader, const struct form_key *key,
                       const struct yaml_value *value, const char ***names, size_t *count);

/* The same for single keys of items; the target is the item, of read_migrations() the form. */
void read_required(struct form_reader *reader, const struct form_key *key, void *target,
                   const struct yaml_value *value);
void read_severity(struct form_reader *reader, const struct form_key *key, void *target,
                   const struct yaml_value *value);
void read_filter(struct form_reader *reader, const struct form_key *key, void *target,
                 const struct yaml_value *value);
void read_default(struct form_reader *reader, const struct form_key *key, void *target,
                  const struct yaml_value *value);
void read_pattern(struct form_reader *reader, const struct form_key *key, void *target,
                  const struct yaml_value *value);
void read_triggers(struct form_reader *reader, const struct form_key *key, void *target,
                   const struct yaml_value *value);
void read_min(struct form_reader *reader, const struct form_key *key, void *target,
              const struct yaml_value *value);
void read_max(struct form_reader *reader, const struct form_key *key, void *target,
              const struct yaml_value *value);
void read_step(struct form_reader *reader, const struct form_key *key, void *target,
               const struct yaml_value *value);
void read_max_length(struct form_reader *reader, const struct form_key *key, void *target,
                     const struct yaml_value *value);
void read_appearance(struct form_reader *reader, const struct form_key *key, void *target,
                     const struct yaml_value *value);
void read_units(struct form_reader *reader, const struct form_key *key, void *target,
                const struct yaml_value *value);
void read_precision(struct form_reader *reader, const struct form_key *key, void *target,
                    const struct yaml_value *value);
void read_absent(struct form_reader *reader, const struct form_key *key, void *target,
                 const struct yaml_value *value);
void read_export(struct form_reader *reader, const struct form_key *key, void *target,
                 const struct yaml_value *value);
void read_diagram(struct form_reader *reader, const struct form_key *key, void *target,
                  const struct yaml_value *value);
void read_module(struct form_reader *reader, const struct form_key *key, void *target,
                 const struct yaml_value *value);
void read_renamed(struct form_reader *reader, const struct form_key *key, void *target,
                  const struct yaml_value *value);
void read_migrations(struct form_reader *reader, const struct form_key *key, void *target,
                     const struct yaml_value *value);
void read_fhir(struct form_reader *reader, const struct form_key *key, void *target,
               const struct yaml_value *value);

/* A single text is a list of one. */
size_t reader_list_length(const struct yaml_value *value);
const struct yaml_value *reader_list_element(const struct yaml_value *value, size_t index);
/* Puts what was collected into the form, once its items are known. */
void reader_renames(struct form_reader *reader);

/* A list of choices; sorts them and refuses a name that comes twice. */
void reader_choices(struct form_reader *reader, const struct yaml_value *value,
                    struct choice_list *list);
/* Whether a choice_filter looks into the list NAME of the form. */
bool reader_is_filtered(struct form_reader *reader, const char *name);
/* The key choices of an item: the name of a list, or a list. */
void read_choices(struct form_reader *reader, const struct form_key *key, void *target,
                  const struct yaml_value *value);
/* The items of a list, below PARENT or at the top (NULL). */
void reader_items(struct form_reader *reader, const struct yaml_value *value, struct item *parent);

#endif
