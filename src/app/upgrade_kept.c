/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Answers without a question, for the eye: what was asked comes from the version
 * of the form that asked it, which the vault still has.
 */
#include "app/upgrade.h"

#include "app/quote.h"
#include "base/i18n.h"
#include "form/entry.h"
#include "form/translation.h"
#include "record/carry.h"

#include <string.h>

static const struct form *form_of(void *self, const char *digest)
{
    return session_form(self, digest, NULL);
}

void upgrade_kept(struct kept_answers *out, struct session *session,
                  const struct interview *interview)
{
    const struct kept_forms forms = {form_of, session};
    const struct form *form = session_form(session, interview->asked_with, NULL);
    if (form && !session_is_tidy(session, interview->id)) {
        kept_list(out, session_record(session), interview, form, &forms);
        if (out->count == 0) {
            session_set_tidy(session, interview->id);
        }
    }
}

size_t upgrade_kept_count(struct session *session, const struct interview *interview)
{
    struct kept_answers kept = KEPT_ANSWERS_INIT;
    upgrade_kept(&kept, session, interview);
    size_t count = kept.count;
    kept_finish(&kept);
    return count;
}

void upgrade_kept_question(struct buf *out, const struct kept *kept, const char *language)
{
    if (!kept->item || upgrade_kept_is_guarded(kept)) {
        buf_add_text(out, kept->stored->item);
        return;
    }
    wording_pipe(out, kept->form, wording_in(kept->form, &kept->item->label, language, NULL),
                 language, NULL, NULL);
}

bool upgrade_kept_is_guarded(const struct kept *kept)
{
    return !kept->item || item_is_guarded(kept->item);
}

static void add_words(struct buf *out, const struct kept *kept, const char *language)
{
    const struct answer *answer = &kept->stored->answer;
    bool value = !value_is_empty(&answer->value);
    if (value && kept->item) {
        entry_display(out, kept->form, kept->item, &answer->value, language);
    } else {
        value_said(out, &answer->value);
    }
    if (answer->words[0]) {
        buf_add_format(out, "%s%s", value ? "\n" : "", answer->words);
    }
    if (!answer_is_given(answer)) {
        buf_add_format(out, "%s(%s%s%s)", out->length ? " " : "", answer_state_label(answer->state),
                       answer->reason[0] ? ": " : "", answer->reason);
    }
}

void upgrade_kept_text(struct buf *out, struct session *session, const struct kept *kept,
                       const char *language)
{
    const struct answer *answer = &kept->stored->answer;
    struct buf words = BUF_INIT;
    const struct quote_source source = quote_of_answer(answer, "");
    upgrade_kept_question(out, kept, language);
    add_words(&words, kept, language);
    buf_add_format(out, "\n\n%s\n\n", buf_text(&words));
    if (answer->gloss[0]) {
        buf_add_format(out, "%s: %s\n", _("Meaning"), answer->gloss);
    }
    quote_attribution(out, session, &source);
    buf_add_format(out, "\n\n%s",
                   kept->place ? _("The form asks this in other rows now. The answer is kept as it "
                                   "was given, and stands in the summary.")
                               : _("The form does not ask this any more. The answer is kept as it "
                                   "was given, and stands in the summary."));
    if (kept->form) {
        buf_add_format(out, "\n%s %s", _("Asked in version"), kept->form->version);
    }
    buf_add_char(out, '\n');
    buf_finish(&words);
}

bool upgrade_kept_choice(struct buf *out, struct session *session,
                         const struct interview *interview, const struct item *item,
                         const struct value *value, size_t index, const char *language)
{
    const char *code = kept_choice(item, value, index);
    if (!code) {
        return false;
    }
    const struct kept_forms forms = {form_of, session};
    const struct form *form;
    const struct choice *choice =
        kept_choice_before(&form, session_record(session), interview, item->name, code, &forms);
    if (choice) {
        code = wording_in(form, &choice->label, language, NULL);
    }
    buf_add_text(out, code);
    return true;
}
