/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The answers as a table (RFC 4180, UTF-8): one row for each answer or reason
 * why there is none, every cell in quotes. A spreadsheet must never take words
 * for a formula, so a cell that begins like one gets an apostrophe in front; so
 * does one that begins with an apostrophe, and the way back is to drop one.
 */
#include "base/i18n.h"
#include "export/visible.h"
#include "export/writers.h"

#include <string.h>

/* What a row is about. Texts are borrowed from the data. */
struct csv_row {
    const json_t *patient, *interview, *item, *contact;
};

enum csv_source { FROM_PATIENT, FROM_INTERVIEW, FROM_ITEM, FROM_CONTACT };

/* A cell that is made of more than one text, or of none. */
typedef void csv_cell(struct buf *out, const struct csv_row *row);

static void add_value(struct buf *out, const struct csv_row *row);
static void add_unit(struct buf *out, const struct csv_row *row);
static void add_edtf(struct buf *out, const struct csv_row *row);
static void add_outline(struct buf *out, const struct csv_row *row);
static void add_interpreter(struct buf *out, const struct csv_row *row);
static void add_day(struct buf *out, const struct csv_row *row);
static void add_amended(struct buf *out, const struct csv_row *row);

static const struct {
    const char *name;
    enum csv_source source;
    const char *key; /* NULL: made by CELL */
    csv_cell *cell;
} columns[] = {
    {"patient", FROM_PATIENT, "id", NULL},
    {"code", FROM_PATIENT, "code", NULL},
    {"interview", FROM_INTERVIEW, "id", NULL},
    {"form", FROM_INTERVIEW, "form_id", NULL},
    {"form_title", FROM_INTERVIEW, "form_title", NULL},
    {"version", FROM_INTERVIEW, "version", NULL},
    {"form_status", FROM_INTERVIEW, "form_status", NULL},
    {"interview_status", FROM_INTERVIEW, "status", NULL},
    {"item", FROM_ITEM, "name", NULL},
    {"number", FROM_ITEM, "prefix", NULL},
    {"question", FROM_ITEM, "question", NULL},
    {"row", FROM_ITEM, "row", NULL},
    {"row_title", FROM_ITEM, "row_title", NULL},
    {"outline", FROM_ITEM, NULL, add_outline},
    {"state", FROM_ITEM, "state", NULL},
    {"reason", FROM_ITEM, "reason", NULL},
    {"value", FROM_ITEM, NULL, add_value},
    {"unit", FROM_ITEM, NULL, add_unit},
    {"edtf", FROM_ITEM, NULL, add_edtf},
    {"display", FROM_ITEM, "text", NULL},
    {"words", FROM_ITEM, "words", NULL},
    {"meaning", FROM_ITEM, "gloss", NULL},
    {"by", FROM_ITEM, "by", NULL},
    {"relation", FROM_ITEM, "relation", NULL},
    {"how", FROM_ITEM, "how", NULL},
    {"through_interpreter", FROM_CONTACT, NULL, add_interpreter},
    {"language", FROM_ITEM, "language", NULL},
    {"contact", FROM_ITEM, "contact", NULL},
    {"day", FROM_CONTACT, NULL, add_day},
    {"time", FROM_ITEM, "time", NULL},
    {"author", FROM_ITEM, "author", NULL},
    {"amended", FROM_ITEM, NULL, add_amended},
    {"kept", FROM_ITEM, "kept", NULL},
};

#define COLUMN_COUNT (sizeof(columns) / sizeof(columns[0]))

/* ---- cells ---- */

/* The full-width forms are formulas too where spreadsheets are Japanese or Chinese. */
static bool begins_like_a_formula(const char *text)
{
    static const char *const wide[] = {"\xEF\xBC\x9D", "\xEF\xBC\x8B", "\xEF\xBC\x8D",
                                       "\xEF\xBC\xA0"};
    text += strspn(text, " ");
    if (*text != '\0' && strchr("=+-@\t\r\n'", *text) != NULL) {
        return true;
    }
    for (size_t i = 0; i < sizeof(wide) / sizeof(wide[0]); i++) {
        if (strncmp(text, wide[i], strlen(wide[i])) == 0) {
            return true;
        }
    }
    return false;
}

static void add_cell(struct buf *out, const char *text)
{
    struct buf shown = BUF_INIT;
    visible_text(&shown, text);
    buf_add_char(out, '"');
    if (begins_like_a_formula(text) || begins_like_a_formula(buf_text(&shown))) {
        buf_add_char(out, '\'');
    }
    for (const char *at = buf_text(&shown); *at != '\0'; at++) {
        if (*at == '"') {
            buf_add_char(out, '"');
        }
        buf_add_char(out, *at);
    }
    buf_add_char(out, '"');
    buf_finish(&shown);
}

static void add_list(struct buf *out, const json_t *list)
{
    for (size_t i = 0; i < json_array_size(list); i++) {
        buf_add_text(out, i > 0 ? "; " : "");
        buf_add_text(out, json_string_value(json_array_get(list, i)));
    }
}

static void add_other(struct buf *out, const char *other)
{
    if (*other != '\0') {
        buf_add_format(out, "%s%s", out->length > 0 ? "; " : "", other);
    }
}

/* Codes and digits as they were stored, for a program; people read `display`. */
static void add_value(struct buf *out, const struct csv_row *row)
{
    static const char *const texts[] = {"words", "decimal", "time", "moment", "name"};
    const json_t *value = json_object_get(row->item, "answer");
    if (json_is_string(value)) {
        buf_add_text(out, json_string_value(value));
    } else if (json_is_integer(value)) {
        buf_add_format(out, "%" JSON_INTEGER_FORMAT, json_integer_value(value));
    } else if (json_is_boolean(value)) {
        buf_add_text(out, json_is_true(value) ? "true" : "false");
    } else {
        for (size_t i = 0; i < sizeof(texts) / sizeof(texts[0]); i++) {
            buf_add_text(out, json_text(value, texts[i]));
        }
        add_list(out, json_object_get(value, "choices"));
        add_list(out, json_object_get(value, "rank"));
        add_other(out, json_text(value, "other"));
    }
}

static void add_unit(struct buf *out, const struct csv_row *row)
{
    buf_add_text(out, json_text(json_object_get(row->item, "answer"), "unit"));
}

static void add_edtf(struct buf *out, const struct csv_row *row)
{
    buf_add_text(out, json_text(json_object_get(row->item, "answer"), "edtf"));
}

static void add_outline(struct buf *out, const struct csv_row *row)
{
    add_list(out, json_object_get(row->item, "outline"));
}

static void add_interpreter(struct buf *out, const struct csv_row *row)
{
    bool interpreted = strcmp(json_text(row->item, "how"), "interpreted") == 0;
    if (interpreted || *json_text(row->contact, "interpreter") != '\0') {
        buf_add_text(out, interpreted ? "yes" : "present");
    } else if (row->contact != NULL) {
        buf_add_text(out, "no");
    }
}

/* Of the visit; else that on which it was written down, in UTC. */
static void add_day(struct buf *out, const struct csv_row *row)
{
    const char *day = json_text(row->contact, "date");
    if (*day == '\0') {
        buf_add_format(out, "%.10s", json_text(row->item, "time"));
    } else {
        buf_add_text(out, day);
    }
}

static void add_amended(struct buf *out, const struct csv_row *row)
{
    const json_t *amended = json_object_get(row->item, "amended");
    if (amended != NULL) {
        buf_add_format(out, "%s, %s: %s", json_text(amended, "by"), json_text(amended, "time"),
                       json_text(amended, "reason"));
    }
}

/* ---- rows ---- */

static const json_t *source_of(const struct csv_row *row, enum csv_source source)
{
    const json_t *const sources[] = {
        [FROM_PATIENT] = row->patient,
        [FROM_INTERVIEW] = row->interview,
        [FROM_ITEM] = row->item,
        [FROM_CONTACT] = row->contact,
    };
    return sources[source];
}

static void add_row(struct buf *out, const struct csv_row *row)
{
    for (size_t i = 0; i < COLUMN_COUNT; i++) {
        struct buf text = BUF_INIT;
        if (columns[i].key != NULL) {
            buf_add_text(&text, json_text(source_of(row, columns[i].source), columns[i].key));
        } else {
            columns[i].cell(&text, row);
        }
        buf_add_text(out, i > 0 ? "," : "");
        add_cell(out, buf_text(&text));
        buf_finish(&text);
    }
    buf_add_text(out, "\r\n");
}

static const json_t *contact_named(const json_t *data, const char *id)
{
    const json_t *contacts = json_object_get(data, "contacts");
    for (size_t i = 0; i < json_array_size(contacts); i++) {
        const json_t *contact = json_array_get(contacts, i);
        if (*id != '\0' && strcmp(json_text(contact, "id"), id) == 0) {
            return contact;
        }
    }
    return NULL;
}

static void add_interview(struct buf *out, const json_t *data, const json_t *interview)
{
    const json_t *items = json_object_get(interview, "items");
    struct csv_row row = {.patient = json_object_get(data, "patient"), .interview = interview};
    for (size_t i = 0; i < json_array_size(items); i++) {
        row.item = json_array_get(items, i);
        row.contact = contact_named(data, json_text(row.item, "contact"));
        if (strcmp(json_text(row.item, "state"), "not_asked") != 0) {
            add_row(out, &row);
        }
    }
}

bool csv_export(struct buf *out, const struct document *document,
                const struct export_options *options, struct error *err)
{
    (void)options;
    if (document->data == NULL) {
        return error_set(err, ERROR_UNSUPPORTED,
                         _("this document has no structured form; choose another format"));
    }
    for (size_t i = 0; i < COLUMN_COUNT; i++) {
        buf_add_text(out, i > 0 ? "," : "");
        add_cell(out, columns[i].name);
    }
    buf_add_text(out, "\r\n");
    const json_t *interviews = json_object_get(document->data, "interviews");
    for (size_t i = 0; i < json_array_size(interviews); i++) {
        add_interview(out, document->data, json_array_get(interviews, i));
    }
    return true;
}
