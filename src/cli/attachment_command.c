/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * attachments: the files that answers of a patient name, and one of them written out.
 */
#include "config.h"

#include "cli/command.h"

#include "app/attach.h"
#include "base/i18n.h"

#include <string.h>

struct search {
    const char *wanted; /* name or id; NULL: all */
    const struct value *found;
    size_t count;
    json_t *list; /* NULL: lines of text */
};

static void list_file(struct search *search, const struct interview *interview,
                      const struct record_answer *stored)
{
    const struct value *file = &stored->answer.value;
    if (search->list) {
        json_array_append_new(search->list,
                              json_pack("{s:s, s:s, s:I, s:s, s:s, s:s}", "id", file->file, "name",
                                        file->text, "bytes", (json_int_t)file->integer, "media",
                                        file->unit, "form", interview->form_id, "item",
                                        stored->item));
    } else {
        cli_print("%.8s  %s  %lld  %s.%s\n", file->file, file->text, (long long)file->integer,
                  interview->form_id, stored->item);
    }
}

/* The beginning of an id is enough, as it is listed. */
static bool is_wanted(const char *wanted, const struct value *file)
{
    size_t length = strlen(wanted);
    return strcmp(wanted, file->text) == 0 ||
           (length >= 8 && strncmp(wanted, file->file, length) == 0);
}

static void look_through(struct search *search, const struct record *record)
{
    for (size_t i = 0; i < record->interview_count; i++) {
        const struct interview *interview = &record->interviews[i];
        for (size_t j = 0; !interview->removed && j < interview->answer_count; j++) {
            const struct record_answer *stored = interview->answers[j];
            if (stored->answer.value.kind != VALUE_FILE) {
                continue;
            }
            if (!search->wanted) {
                list_file(search, interview, stored);
            } else if (is_wanted(search->wanted, &stored->answer.value)) {
                search->found = &stored->answer.value;
                search->count++;
            }
        }
    }
}

static bool write_one(struct cli *cli, struct session *session, const char *wanted,
                      struct error *err)
{
    struct search search = {.wanted = wanted};
    if (!cli->arguments.out) {
        return error_set(err, ERROR_USAGE, _("say with --out where the file is to go"));
    }
    look_through(&search, session_record(session));
    if (search.count != 1) {
        return error_set(err, ERROR_NOT_FOUND,
                         search.count ? _("%zu files are called \"%s\"; take the id of one")
                                      : _("of the files of this patient %zu are called \"%s\""),
                         search.count, wanted);
    }
    return attach_write(session, search.found, cli->arguments.out, err);
}

bool cli_attachments(struct cli *cli, const char *const *words, size_t count, struct error *err)
{
    struct cli_session open;
    char id[33];
    if (!cli_open_session(cli, &open, err)) {
        return false;
    }
    bool done = cli_find_patient(session_vault(open.session), words[0], id, err) &&
                session_open_patient(open.session, id, err);
    if (done && count > 1) {
        done = write_one(cli, open.session, words[1], err);
    } else if (done) {
        struct search search = {.list = cli->arguments.json ? json_array() : NULL};
        look_through(&search, session_record(open.session));
        if (search.list) {
            cli_print_json(search.list);
            json_decref(search.list);
        }
    }
    cli_close_session(&open);
    return done;
}
