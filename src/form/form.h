/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What is asked: an instrument as read from its YAML file.
 *
 * Everything is read-only after form_read(); it lives in one arena and dies
 * together. Names of items are unique in the form; groups only arrange.
 */
#ifndef FORM_FORM_H
#define FORM_FORM_H

#include "base/arena.h"
#include "base/buf.h"
#include "base/error.h"
#include "form/rule.h"
#include "form/value.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#define FORM_MAX_LANGUAGES 16

/* One text in the languages of the form; index as in form->languages. */
struct wording {
    const char *text[FORM_MAX_LANGUAGES]; /* NULL: missing */
    unsigned overlaid; /* bits of the languages whose text is that of an overlay */
    unsigned line, column;
};

enum form_status { FORM_DRAFT, FORM_REVIEWED };

enum item_type {
    ITEM_NOTE,
    ITEM_TEXT,
    ITEM_INTEGER,
    ITEM_DECIMAL,
    ITEM_QUANTITY,        /* a decimal and one of the item's units */
    ITEM_RANGE,           /* a number between min and max in steps; no more precise than a point */
    ITEM_YES_NO,
    ITEM_SELECT_ONE,
    ITEM_SELECT_MULTIPLE,
    ITEM_RANK,            /* choices in an order of their own; not all need a place */
    ITEM_DATE,
    ITEM_TIME,
    ITEM_DATETIME,
    ITEM_FILE,            /* a reference into the sealed store */
    ITEM_CALCULATE,       /* never asked: what its calculation gives */
    ITEM_DIAGRAM,         /* a place where a drawing of the record belongs */
    ITEM_MODULE,          /* a place where another instrument belongs */
    ITEM_GROUP,
    ITEM_REPEAT,
};
#define ITEM_TYPE_COUNT 19

/* The five headings of the Outline for Cultural Formulation (DSM-5). */
enum outline_heading {
    OUTLINE_IDENTITY = 1,
    OUTLINE_DISTRESS = 2,
    OUTLINE_STRESSORS = 4,
    OUTLINE_RELATIONSHIP = 8,
    OUTLINE_OVERALL = 16,
};

/* What an answer is in the patient's dossier, besides an answer. */
enum dossier_part {
    DOSSIER_NONE,
    DOSSIER_AGREEMENT,
    DOSSIER_FOLLOW_UP,  /* a date: when something is looked at again */
    DOSSIER_PERMISSION, /* given or refused */
    DOSSIER_SETTLED,    /* once answered, its row is over and done with */
    DOSSIER_STATEMENT,  /* the patient's own words about the record */
};

/* Why a question may stay open. An item offers all of them unless it says otherwise. */
enum absent_reason {
    ABSENT_NOT_ASKED = 1,
    ABSENT_UNKNOWN = 2,
    ABSENT_DECLINED = 4,
    ABSENT_NOT_APPLICABLE = 8,
    ABSENT_ALL = 15,
};

enum required { REQUIRED_NO, REQUIRED_SOFT, REQUIRED_YES };

/* The least that a date has to say; more is always welcome. */
enum date_precision { PRECISION_YEAR, PRECISION_MONTH, PRECISION_DAY };

/* Who may have the answer in an export: everybody, readers of a summary only, nobody. */
enum item_export { EXPORT_FULL, EXPORT_SUMMARY, EXPORT_NEVER };

/* A key that is not ours on a choice: what choice_filter looks at. */
struct choice_attribute {
    const char *name, *value;
    unsigned line, column;
};

/* How a quantity is counted: a code of UCUM, and words for it. */
struct unit {
    const char *code;
    struct wording label; /* empty: the code */
};

struct choice {
    const char *name;
    struct wording label;
    bool exclusive; /* "none of these" */
    bool retired;   /* kept for old answers, no longer offered */
    const char *code; /* "loinc:LA33-6"; NULL: none */
    const char *score; /* what it counts for, "-1.5"; NULL: none */
    struct choice_attribute *attributes;
    size_t attribute_count;
    unsigned line, column;
};

struct choice_list {
    const char *name;
    struct choice *choices;
    size_t count;
    const struct choice **by_name; /* the same, sorted for form_choice() */
    unsigned line, column;
};

/* An item of another form on the same subject: what was said there need not be asked twice. */
struct see_also {
    const char *form, *item; /* names; not looked up, as the form may not be installed */
    unsigned line, column;
};

struct form_term {
    const char *name;
    struct wording label, explanation;
};

/* What changed since a version: items under a new name (migrations, renamed_from). */
struct form_rename {
    const char *version; /* as it was called up to this version; NULL: any */
    const char *from, *to;
    unsigned line, column;
};

/* Who looked a language over, and when; "" until somebody did. */
struct form_review {
    const char *by, *date;
};

/* A file that replaced words of the form: overlay.h. Its text is kept like the form's. */
struct form_overlay {
    const char *file;
    char digest[65]; /* SHA-256 of the text */
    const char *text;
    size_t text_length;
    const char *rights, *source; /* "": not said */
    unsigned languages;          /* bits of the form's languages that it has texts in */
    unsigned drafts;             /* those of them that are drafts, or written for another version */
    bool stale;                  /* written for another version of the form */
    size_t replaced;             /* so many texts */
};

/* How many overlays one form can have: as many as the record of an interview names. */
#define FORM_MAX_OVERLAYS 16

struct item {
    enum item_type type;
    const char *name;
    const char *prefix;            /* "12"; "" when none */
    const struct item *parent;     /* NULL at the top */
    struct item **items;           /* children of a group or repeat */
    size_t item_count;
    size_t index;                  /* place in form->all */
    unsigned depth;

    struct wording label, hint, purpose, guidance, constraint_message, required_message;
    struct wording ask;            /* said aloud; empty: the label, else that is its heading */
    struct wording if_asked;       /* the same through an interpreter; empty: ask */
    struct wording short_label;    /* a few words for lists; empty: the label */
    struct wording fallback;       /* what ${name} says until it is known */
    struct wording add_label;      /* repeat: "another one" */
    struct wording *probes;
    size_t probe_count;

    const struct choice_list *choices;
    bool other;                    /* an own answer is welcome */
    struct wording other_label;

    struct rule *relevant, *constraint, *required_when; /* NULL: none */
    enum required required;        /* with required_when: holds only when that does */
    bool warning_only;             /* severity of the constraint */
    bool has_min, has_max;
    int64_t min, max;              /* integer: value; repeat: rows */
    double least, most, step;      /* decimal, quantity, range: the same, and 0 for no step */
    size_t max_length;             /* text: code points; 0: no limit */
    bool one_line, sensitive;
    const char *appearance;        /* as written; NULL: none */
    bool gate;                     /* a pause: is it private and safe to go on? */
    bool ask_last;                 /* when everything else has been asked */
    bool for_clinician;            /* own reflection: never spoken, never exported */
    const char *row_title;         /* repeat: text with ${name} */

    struct rule *calculation;      /* what the answer is: nobody types it */
    const char **triggers;         /* calculated only when one of these items changes */
    size_t trigger_count;
    struct rule *default_value;    /* stands there when the item first comes up */
    struct rule *choice_filter;    /* over the attributes of each choice, as bare names */
    struct rule *repeat_count;     /* repeat: so many rows, no more and no fewer */
    bool read_only, hidden;
    const char *pattern_text;      /* text: what it has to look like, whole */
    const struct pattern *pattern;
    enum date_precision precision;
    bool approximate;              /* date: "about" is a good answer */
    struct unit *units;            /* quantity; integer: at most one */
    size_t unit_count;
    unsigned absent;               /* reasons that are offered: bits of enum absent_reason */
    enum item_export export_to;
    const char *diagram;           /* diagram: "ecogram", "genogram", "lifeline" */
    const char *module;            /* module: form_id */
    const char *code, *section;    /* "loinc:54588-9"; NULL: none */
    const char *fhir;              /* x_fhir as JSON text, for exports only; NULL */

    unsigned outline;              /* of enum outline_heading */
    enum dossier_part dossier;
    struct see_also *also_see;
    size_t also_see_count;
    const char **modules;          /* form ids offered when this has been answered */
    size_t module_count;
    struct rule *suggest_when;     /* when they are offered; NULL: once there is an answer */
    unsigned line, column;
};

struct form {
    struct arena *arena;
    const char *file;              /* for messages */
    const char *form_id, *version;
    char digest[65];               /* SHA-256 of the text */
    const char *text;              /* the whole file, kept for the vault */
    size_t text_length;
    enum form_status status;
    const char *languages[FORM_MAX_LANGUAGES];
    size_t language_count, default_language;
    enum form_status language_status[FORM_MAX_LANGUAGES]; /* review per language */
    struct form_review reviews[FORM_MAX_LANGUAGES];
    const char *url;               /* FHIR canonical; NULL: urn:uuid made from form_id */
    struct rule *instance_name;    /* how an interview calls itself in lists; NULL */
    struct form_rename *renames;   /* migrations and renamed_from, one row a name */
    size_t rename_count;
    const char *overlays[FORM_MAX_LANGUAGES]; /* file that replaced texts; NULL: none */
    struct form_overlay applied[FORM_MAX_OVERLAYS]; /* in the order in which they were laid on */
    size_t applied_count;
    struct wording title, purpose, source, rights;
    struct wording short_title;    /* for lists; empty: the title */
    struct item **items;           /* top level */
    size_t item_count;
    struct item **all;             /* every item, groups too, in the order of the file */
    size_t all_count;
    const struct item **by_name;   /* the same, sorted for form_find() */
    struct choice_list *lists;     /* the named ones; inline lists hang on their item */
    size_t list_count;
    struct form_term *terms;
    size_t term_count;
    const char **modules;          /* form ids offered once this one was begun */
    size_t module_count;
};

enum report_severity { REPORT_ERROR, REPORT_WARNING };

/* One finding: "file:line:column: error E310 [item] message". */
struct report_entry {
    enum report_severity severity;
    const char *code;              /* "E310"; static */
    unsigned line, column;
    char *item;                    /* "" when it concerns the form */
    char *message;
};

/* Findings beyond REPORT_MAX are counted, not kept: a hostile file may have many. */
#define REPORT_MAX 1000

struct report {
    struct report_entry *entries;
    size_t count, capacity;
    size_t errors, warnings;
};

#define REPORT_INIT {NULL, 0, 0, 0, 0}
void report_finish(struct report *report);
void report_add(struct report *report, enum report_severity severity, const char *code,
                unsigned line, unsigned column, const char *item, const char *format, ...)
    PRINTF_LIKE(7, 8);
void report_sort(struct report *report); /* by place in the file */
/* text_nearest(), as long as few were looked for: a hostile file could ask for millions. */
const char *report_nearest(const struct report *report, const char *word,
                           const char *const *words, size_t count);
/* ERR becomes the first error there is; false. */
bool report_first(const struct report *report, const char *file, struct error *err);
void report_format(struct buf *out, const char *file, const struct report_entry *entry);
/*
 * The line of TEXT that ENTRY is about, and below it a ^ under the column, each with its
 * newline; of a long line the part around the column. Nothing if TEXT has no such place.
 */
#define REPORT_EXCERPT_COLUMNS 64
void report_excerpt(struct buf *out, const char *text, size_t length,
                    const struct report_entry *entry);

/*
 * Reads TEXT. REPORT (may be NULL) collects all that is wrong in the structure;
 * ERR has the first. False if there was any error; warnings do not refuse.
 */
bool form_read(struct form **out, const char *text, size_t length, const char *file,
               struct report *report, struct error *err) MUST_USE;
bool form_load(struct form **out, const char *path, struct report *report,
               struct error *err) MUST_USE;
void form_destroy(struct form *form);

/*
 * Beyond structure: references, conditions, coverage (form_check.c). A form with
 * errors here is not for use, though it can be opened.
 */
void form_check(const struct form *form, struct report *report);

/* Like strcmp, but with numbers as numbers: "10" comes after "9", dates in ISO as they come. */
int form_version_compare(const char *a, const char *b);
const struct item *form_find(const struct form *form, const char *name); /* or NULL */
/* White space of any script, which neither names, codes nor addresses have. */
bool form_has_space(const char *text);
/* "loinc:54588-9", "http://example.org/k|M": the system in small letters, then what it calls
 * this; no kind of space anywhere, as neither a URI nor a code of FHIR has one. */
bool form_is_code(const char *text);
/* An absolute URL or URN, as FHIR wants them. */
bool form_is_address(const char *text);
/* Whether LIST is one of the named ones. */
bool form_has_list(const struct form *form, const struct choice_list *list);
const struct choice *form_choice(const struct item *item, const char *code); /* or NULL */
/* Innermost repeat around ITEM (not itself), or NULL. */
const struct item *item_repeat(const struct item *item);
/* It, or a group around it, is private to the clinician. */
bool item_is_private(const struct item *item);
/* Who may have its answer in an export, as it and the groups around it say: the strictest. */
enum item_export item_leaves(const struct item *item);
/* It, or a group around it, is sensitive or behind a gate: its answers are not for every eye. */
bool item_is_guarded(const struct item *item);
bool item_takes_answer(const struct item *item); /* no note, group, repeat, diagram, module */
bool item_is_computed(const struct item *item); /* has an answer that nobody types */
/* Neither it nor a group around it is hidden, nor is it a calculation that has no label. */
bool item_is_shown(const struct item *item);
const char *item_type_name(enum item_type type); /* as written in YAML */
/* "problem_definition.problem": groups and name, for people and exports. */
void item_path(struct buf *out, const struct item *item);
/* Percentage of texts that LANGUAGE (index) has, 0-100. */
unsigned form_coverage(const struct form *form, size_t language);
/* Index of LANGUAGE; "nl-BE" is served by "nl"; the default if absent. */
size_t form_language(const struct form *form, const char *language);
bool form_has_language(const struct form *form, const char *language);

#endif
