/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * find: the search of the screen for scripts and screen readers.
 */
#include "config.h"

#include "cli/command.h"

#include "app/find.h"
#include "base/i18n.h"
#include "base/text.h"

#include <stdlib.h>
#include <string.h>

#define WORDS_MAX 1024

/* Words on the command line stay in the shell's history: - reads a line instead. */
static bool take_words(struct buf *out, const char *const *words, size_t count, struct error *err)
{
    char line[WORDS_MAX];
    struct buf typed = BUF_INIT;
    if (count == 1 && strcmp(words[0], "-") == 0) {
        if (fgets(line, sizeof line, stdin)) {
            buf_add_text(&typed, line);
        }
        secret_wipe(line, sizeof line);
    } else {
        for (size_t i = 0; i < count; i++) {
            buf_add_format(&typed, "%s ", words[i]);
        }
    }
    text_fold(out, buf_text(&typed), typed.length);
    buf_finish(&typed);
    return out->length >= 2 ||
           error_set(err, ERROR_USAGE, _("type at least two letters to look for"));
}

static const char *patient_name(const struct vault *vault, const char *id)
{
    const struct vault_patient *patient = vault_patient_find(vault, id);
    return !patient ? "" : patient->name[0] ? patient->name : patient->code;
}

static void print_hits(const struct find_hits *hits, const struct vault *vault)
{
    for (size_t i = 0; i < hits->count; i++) {
        const struct find_hit *hit = &hits->list[i];
        const struct find_hit *before = i ? hit - 1 : NULL;
        if (!before || strcmp(before->patient, hit->patient) != 0 ||
            strcmp(before->group, hit->group) != 0) {
            cli_print("%s: %s\n", patient_name(vault, hit->patient), hit->group);
        }
        cli_print("  %s: %s%s%s\n", hit->where, hit->what, hit->what[0] ? ": " : "", hit->text);
    }
    if (hits->more) {
        cli_print(ngettext("and %zu more place\n", "and %zu more places\n", hits->more),
                  hits->more);
    }
}

static void print_json(const struct find_hits *hits, const struct vault *vault)
{
    static const char *const places[] = {
        [FIND_PATIENT] = "patient", [FIND_CONTACT] = "visit", [FIND_CAPTURE] = "captured",
        [FIND_ANSWER] = "answer",   [FIND_MARK] = "flag",     [FIND_FACT] = "fact",
    };
    json_t *list = json_array();
    for (size_t i = 0; i < hits->count; i++) {
        const struct find_hit *hit = &hits->list[i];
        json_t *json = json_object();
        json_put_text(json, "patient", hit->patient);
        json_put_text(json, "name", patient_name(vault, hit->patient));
        json_put_text(json, "place", places[hit->place]);
        json_put_text(json, "group", hit->group);
        json_put_text(json, "where", hit->where);
        json_put_text(json, "form_id", hit->form_id ? hit->form_id : "");
        json_put_text(json, "item", hit->item ? hit->item : "");
        json_put_text(json, "row", hit->row);
        json_put_text(json, "part", hit->what);
        json_put_text(json, "text", hit->text);
        json_array_append_new(list, json);
    }
    cli_print_json(list);
    json_decref(list);
}

/* One record, or all; what cannot be read is named and the rest goes on. */
static bool search(struct session *session, const char *patient, const char *words,
                   struct find_hits *hits, struct error *err)
{
    struct vault *vault = session_vault(session);
    if (patient[0]) {
        return find_in_vault(hits, session, patient, words, err);
    }
    bool logged = vault_audit(vault, AUDIT_SEARCH, "", "all records", err);
    for (size_t i = 0; logged && i < vault_patient_count(vault); i++) {
        char id[33];
        struct error inner = {0};
        memcpy(id, vault_patient_at(vault, i)->id, sizeof id);
        if (!find_in_vault(hits, session, id, words, &inner)) {
            fprintf(stderr, "verhaal: %.8s: %s\n", id, inner.message);
        }
    }
    return logged;
}

bool cli_find(struct cli *cli, const char *const *words, size_t count, struct error *err)
{
    struct cli_session open;
    struct find_hits hits = FIND_HITS_INIT;
    struct buf folded = BUF_INIT;
    char id[33] = "";
    const char *patient = cli->arguments.patient;
    if (!cli_open_session(cli, &open, err)) {
        return false;
    }
    struct vault *vault = session_vault(open.session);
    bool done = take_words(&folded, words, count, err) &&
                (!patient || cli_find_patient(vault, patient, id, err)) &&
                search(open.session, id, buf_text(&folded), &hits, err);
    if (done && cli->arguments.json) {
        print_json(&hits, vault);
    } else if (done) {
        print_hits(&hits, vault);
    }
    if (done && hits.count == 0) {
        done = error_set(err, ERROR_NOT_FOUND, _("nothing found"));
    }
    find_hits_finish(&hits);
    buf_finish(&folded);
    cli_close_session(&open);
    return done;
}
