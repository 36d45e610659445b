/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Names of a form from linkIds, codes and titles: always the same for the same
 * file, and as near to the original as letters allow.
 */
#include "export/questionnaire_reader.h"

#include "base/i18n.h"
#include "base/text.h"

#include <stdio.h>
#include <string.h>

#define NAME_MAX_BYTES 64
#define NAME_CUT       56 /* room for a number behind it */

static bool is_letter(char c)
{
    return c >= 'a' && c <= 'z';
}

bool import_is_name(const char *text)
{
    size_t length = strlen(text);

    return length > 0 && length <= NAME_MAX_BYTES && is_letter(text[0]) &&
           strspn(text, "abcdefghijklmnopqrstuvwxyz0123456789_") == length;
}

void import_slug(struct buf *out, const char *text)
{
    struct buf folded = BUF_INIT;
    size_t start = out->length;

    text_fold(&folded, text, strlen(text));
    for (size_t i = 0; i < folded.length && out->length - start < NAME_CUT; i++) {
        char c = folded.data[i];

        if (is_letter(c) || (c >= '0' && c <= '9'))
            buf_add_char(out, c);
        else if (out->length > start && out->data[out->length - 1] != '_')
            buf_add_char(out, '_');
    }
    while (out->length > start && out->data[out->length - 1] == '_')
        buf_remove(out, out->length - 1, 1);
    buf_finish(&folded);
}

static bool take(struct questionnaire_reader *reader, const char *name)
{
    static const char *const reserved[] = {"audit", "instanceid", "meta"};

    for (size_t i = 0; i < sizeof(reserved) / sizeof(reserved[0]); i++)
        if (strcmp(name, reserved[i]) == 0)
            return false;
    if (json_object_get(reader->names, name))
        return false;
    json_object_set_new(reader->names, name, json_true());
    return true;
}

const char *import_name(struct questionnaire_reader *reader, const char *wanted)
{
    struct buf slug = BUF_INIT, name = BUF_INIT;
    const char *kept;

    if (import_is_name(wanted) && take(reader, wanted))
        return arena_string(reader->arena, wanted);
    import_slug(&slug, wanted);
    if (slug.length == 0)
        buf_add_text(&slug, "q");
    else if (!is_letter(slug.data[0]))
        buf_insert(&slug, 0, "q_", 2);
    buf_add_text(&name, buf_text(&slug));
    if (slug.length > NAME_CUT)
        buf_remove(&slug, NAME_CUT, slug.length - NAME_CUT);
    for (unsigned number = 2; !take(reader, buf_text(&name)); number++) {
        buf_clear(&name);
        buf_add_format(&name, "%s_%u", buf_text(&slug), number);
    }
    kept = arena_copy(reader->arena, buf_text(&name), name.length);
    buf_finish(&slug);
    buf_finish(&name);
    return kept;
}

const char *import_code(struct questionnaire_reader *reader, const struct node *coding,
                        const char *otherwise)
{
    const char *said = node_text(reader, coding, "system"), *system = said ? said : otherwise;
    const char *code = node_text(reader, coding, "code");
    struct buf out = BUF_INIT;
    const char *kept = NULL;

    if (reader->failed || !code)
        return NULL;
    for (size_t i = 0; system && i < questionnaire_system_count(); i++)
        if (strcmp(questionnaire_system_at(i)->url, system) == 0)
            buf_add_format(&out, "%s:%s", questionnaire_system_at(i)->word, code);
    if (out.length == 0 && system)
        buf_add_format(&out, "%s|%s", system, code);
    if (out.length > 0 && !form_is_code(buf_text(&out)))
        import_lose(reader, "W600", coding, _("a code that a form cannot have"));
    else if (out.length > 0)
        kept = arena_copy(reader->arena, buf_text(&out), out.length);
    buf_finish(&out);
    return kept;
}
