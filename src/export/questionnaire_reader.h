/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The inside of the reader of Questionnaires, shared by its parts:
 * questionnaire_read.c (the whole), _read_tree.c (which items there are),
 * _read_node.c (places and values in the JSON), _read_text.c (texts and their
 * translations), _read_name.c (names from linkIds and codes), _read_item.c (items),
 * _read_extension.c (keys that stand in extensions), _read_expression.c (FHIRPath in
 * them), _read_limit.c (those that say what may be answered), _read_keep.c (what is
 * kept for exports, and what is not), _read_choice.c (options), _read_set.c (value
 * sets), _read_when.c (enableWhen), _read_path.c (FHIRPath) and _read_shape.c (values
 * of the wrong type).
 *
 * The first error stops the reading; it is kept in READER and everybody looks
 * there before going on.
 */
#ifndef EXPORT_QUESTIONNAIRE_READER_H
#define EXPORT_QUESTIONNAIRE_READER_H

#include "base/json.h"
#include "export/loss.h"
#include "export/questionnaire_key.h"
#include "form/form.h"

#define QUESTIONNAIRE_MAX_ITEMS 2000
#define QUESTIONNAIRE_MAX_DEPTH 5 /* groups in groups, as in a form */
#define QUESTIONNAIRE_MAX_TEXT  ((size_t)16 * 1024)
#define QUESTIONNAIRE_MAX_WHEN  100

/* A value and the way to it; the top has neither key nor index. */
struct node {
    const struct node *parent;
    const char *key; /* NULL: an element of a list */
    size_t index;
    const json_t *json; /* NULL: not there */
};

/* One item of the file, and what it became. */
struct source {
    struct node *node;
    struct source *parent; /* the item around it; NULL at the top */
    const char *link_id, *type; /* as in the file */
    struct item *item;     /* NULL: only a text of its parent, or a place of a rank */
    struct wording *note;  /* that text, when it is one */
    struct item *wrap;     /* the repeat that was made around a question, or NULL */
    size_t index, up;      /* its own, and that of the item around it */
    unsigned mark;         /* for finding circles */
    bool several;          /* a question that is asked more than once */
    json_t *extra;         /* what only exports want; or NULL */
    bool own_condition;    /* "relevant" stands in an extension of ours */
    bool own_default, own_required, own_absent;
};

struct questionnaire_reader {
    struct form *form;
    struct arena *arena; /* the form's */
    const char *file;
    const struct node *top;
    json_t *names;       /* object: names of items that are taken */
    json_t *list_names;  /* the same for lists of choices */
    json_t *lists;       /* object: name or "#id" in the file to the index of the list */
    size_t list_most;    /* lists that there is room for */
    json_t *links;       /* object: linkId to its index in sources */
    struct source *sources;
    size_t source_count, source_capacity;
    size_t base;         /* language of plain strings */
    bool ours;           /* written by this program */
    struct losses *losses;
    struct error *err;
    bool failed;
};

/* ---- questionnaire_read_node.c ---- */

/* "item[3].text"; "" at the top. */
void node_path(struct buf *out, const struct node *node);
/* False, always: the first error of the reading. */
bool import_fail(struct questionnaire_reader *reader, const char *code, const struct node *node,
                 const char *format, ...) PRINTF_LIKE(4, 5);
void import_lose(struct questionnaire_reader *reader, const char *code, const struct node *node,
                 const char *format, ...) PRINTF_LIKE(4, 5);
/* The value of KEY; its json is NULL when there is none. Lives in the arena. */
struct node *node_get(struct questionnaire_reader *reader, const struct node *node,
                      const char *key);
struct node *node_at(struct questionnaire_reader *reader, const struct node *list, size_t index);
/* Elements of a list that may be missing; anything else is an error and 0. */
size_t node_count(struct questionnaire_reader *reader, const struct node *list);
/* A string without controls; NULL when missing, an error when something else. */
const char *node_text(struct questionnaire_reader *reader, const struct node *node,
                      const char *key);
bool node_flag(struct questionnaire_reader *reader, const struct node *node, const char *key);
/* Whether KEY is a number; an error when it is something else. */
bool node_number(struct questionnaire_reader *reader, const struct node *node, const char *key,
                 double *number);
/* The value[x] of an extension, answer or option: its key and node, or NULL. */
const char *node_value(struct questionnaire_reader *reader, const struct node *node,
                       struct node **value);
/* The extension URL of NODE, or NULL. */
struct node *node_extension(struct questionnaire_reader *reader, const struct node *node,
                            const char *url);
/* A loss for each key of NODE that is not among KEYS. */
void node_only(struct questionnaire_reader *reader, const struct node *node,
               const char *const *keys, size_t count);

/* ---- questionnaire_read_shape.c ---- */

/* Whether every value that is known is of the type that FHIR has there. */
bool import_shapes(struct questionnaire_reader *reader, const struct node *top);

/* ---- questionnaire_read_text.c ---- */

bool import_languages(struct questionnaire_reader *reader, const struct node *top,
                      const char *language);
/* KEY of NODE in all languages. */
void import_wording(struct questionnaire_reader *reader, const struct node *node, const char *key,
                    struct wording *wording);
/* The same, behind what WORDING says already. */
void import_more_wording(struct questionnaire_reader *reader, const struct node *node,
                         const char *key, struct wording *wording);
/* TEXT of NODE in LANGUAGE; a loss when a form cannot have that. */
void import_translation(struct questionnaire_reader *reader, const struct node *node,
                        struct wording *wording, const char *language, const char *text);
/* One text in the default language, or added to what is there. */
void import_add_text(struct questionnaire_reader *reader, struct wording *wording,
                     const char *text);

/* ---- questionnaire_read_name.c ---- */

/* Taken by nobody yet, and made of what is allowed; the same for the same file. */
const char *import_name(struct questionnaire_reader *reader, const char *wanted);
/* Whether TEXT can be a name as it stands. */
bool import_is_name(const char *text);
/* What TEXT would be as a name, "" when nothing of it can. */
void import_slug(struct buf *out, const char *text);
/* "loinc:54588-9", or "system|code" of others; OTHERWISE is the system of a coding
 * that has none. NULL without a code. */
const char *import_code(struct questionnaire_reader *reader, const struct node *coding,
                        const char *otherwise);

/* ---- questionnaire_read_choice.c ---- */

/* A list that grows; it goes to the arena when it is complete. */
struct choosing {
    struct questionnaire_reader *reader;
    struct choice *choices;
    size_t count, capacity;
    json_t *taken; /* names */
    bool other;    /* the name "other" means own words */
};

/* {system, code, display}: an option, a concept, an element of an expansion. */
void import_coding(struct choosing *self, const struct node *coding, const struct node *option,
                   const char *system);
/* The list that was made of a value set or of an item of ours, by its name in the file. */
struct choice_list *import_list_known(struct questionnaire_reader *reader, const char *key);
/* A further one of the form; NULL: no room. */
struct choice_list *import_list(struct questionnaire_reader *reader, const char *key);
/* Names of lists are apart from those of items. */
const char *import_list_name(struct questionnaire_reader *reader, const char *wanted);
void import_list_finish(struct choosing *self, struct choice_list *list);
/* The choices of an item; false when the file does not have them. */
bool import_item_choices(struct questionnaire_reader *reader, struct source *source);
/* Our own named lists, in their order; before the items. */
void import_form_choices(struct questionnaire_reader *reader, const struct node *top);
/* The choice that CODING of an enableWhen or initial means, or NULL. */
const struct choice *import_choice(struct questionnaire_reader *reader, const struct item *item,
                                   const struct node *value, const char *key);

/* ---- questionnaire_read_set.c ---- */

/* The value set REFERENCE ("#id") of the file; NULL: it gives no choices. */
const struct choice_list *import_set(struct questionnaire_reader *reader, const char *reference);

/* ---- questionnaire_read_tree.c ---- */

/* What each item becomes: its name and type. */
bool import_sources(struct questionnaire_reader *reader, const struct node *top);
/* Which item stands in which group. */
bool import_tree(struct questionnaire_reader *reader);

/* ---- questionnaire_read_item.c ---- */

/* All that stands in an item but its conditions. */
void import_item(struct questionnaire_reader *reader, struct source *source);
/* What needs the choices of all items. */
void import_item_finish(struct questionnaire_reader *reader, struct source *source);

/* ---- questionnaire_read_keep.c ---- */

/* Keeps VALUE (taken over) for exports, as x_fhir; false: a form's file cannot have it. */
bool source_keep(struct source *source, const char *key, json_t *value);
/* What is kept, as the text of x_fhir. */
void import_extra(struct questionnaire_reader *reader, struct source *source);
/* Losses: members of an item that say nothing here, at its type or at all. */
void import_unused(struct questionnaire_reader *reader, struct source *source);
/* The same for an item that became a text of the one around it. */
void import_unused_note(struct questionnaire_reader *reader, const struct source *source);
/* The same for the top, and what a form by others says of itself as its source. */
void import_unused_top(struct questionnaire_reader *reader, const struct node *top);

/* ---- questionnaire_read_extension.c ---- */

/* Adds the text of EXTENSION to names that are said one by one. */
void import_add_name(struct questionnaire_reader *reader, const struct node *extension,
                     const char ***names, size_t *count);

void import_extensions(struct questionnaire_reader *reader, struct source *source);
/* Rows of the table of keys whose fields have a place in TARGET; false: no such row. */
bool import_key(struct questionnaire_reader *reader, const struct questionnaire_key *key,
                const struct node *extension, void *target);
/* Whether an extension of FHIR by that key has the value that the key needs. */
bool import_key_has_value(const struct questionnaire_reader *reader,
                          const struct questionnaire_key *key, const struct node *extension);
/* One more of an array that is as long as the item has extensions. */
void *import_one_more(struct questionnaire_reader *reader, const struct node *extension,
                      void *array, size_t size);
/* Said by another key as well. */
bool node_is_derived(struct questionnaire_reader *reader, const struct node *extension);

/* ---- questionnaire_read_expression.c ---- */

/* FHIRPath in extensions. */
void import_expressions(struct questionnaire_reader *reader, struct source *source);
bool import_is_expression(const char *url);

/* ---- questionnaire_read_limit.c ---- */

void import_min(struct questionnaire_reader *reader, struct source *source,
                const struct node *extension);
void import_max(struct questionnaire_reader *reader, struct source *source,
                const struct node *extension);
void import_min_occurs(struct questionnaire_reader *reader, struct source *source,
                       const struct node *extension);
void import_max_occurs(struct questionnaire_reader *reader, struct source *source,
                       const struct node *extension);
void import_step(struct questionnaire_reader *reader, struct source *source,
                 const struct node *extension);
void import_min_length(struct questionnaire_reader *reader, struct source *source,
                       const struct node *extension);
void import_pattern(struct questionnaire_reader *reader, struct source *source,
                    const struct node *extension);
void import_unit(struct questionnaire_reader *reader, struct source *source,
                 const struct node *extension);
/* What is required of something that can come several times: a row. */
void import_required_rows(struct source *source);
/* Whether a form's bare number says the same as QUANTITY of SOURCE: its one unit. */
bool import_unit_fits(struct questionnaire_reader *reader, const struct source *source,
                      const struct node *quantity);

/* ---- questionnaire_read_when.c ---- */

bool import_conditions(struct questionnaire_reader *reader);
struct rule *import_rule(struct questionnaire_reader *reader, const char *text);
struct source *import_link(struct questionnaire_reader *reader, const char *link_id);
/* A text literal as an expression, or false where no quotes fit. */
bool import_literal(struct buf *out, const char *text);
/* VALUE as what an answer to ITEM is compared with; a zone of time is a loss. */
bool import_item_literal(struct questionnaire_reader *reader, struct buf *out,
                         const struct item *item, const struct node *value);

/* ---- questionnaire_read_path.c ---- */

/* FHIRPath as an expression of the form, about answers seen from FROM; false: not possible. */
bool import_path(struct questionnaire_reader *reader, struct buf *out, const char *path,
                 const struct source *from);

#endif
