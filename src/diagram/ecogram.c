/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The ecogram as a kind of drawing: who stands round a person or household, how
 * strong and how heavy each tie is, and where they live. This file answers one
 * typed line; the others read, fold, order and draw.
 */
#include "config.h"

#include "diagram/ecogram.h"

#include "base/i18n.h"
#include "base/text.h"

#include <string.h>

/* The name in the centre, "" if it has none. */
static const char *named_centre(const struct diagram *diagram)
{
    return diagram->centre[0] ? diagram->centre[0] : diagram->subject;
}

static const char *centre_of(const struct diagram *diagram)
{
    const char *name = named_centre(diagram);

    return name[0] ? name : i18n_in(diagram->language, N_("the patient"));
}

static bool same_folded(const char *a, const char *b)
{
    struct buf first = BUF_INIT, second = BUF_INIT;
    bool same;

    text_fold(&first, a, strlen(a));
    text_fold(&second, b, strlen(b));
    same =
        strcmp(buf_text(&first), buf_text(&second)) == 0 && (first.length > 0 || strcmp(a, b) == 0);
    buf_finish(&first);
    buf_finish(&second);
    return same;
}

/* "in Germany": the kind of place that is known of this person, or of that country. */
static void close_place(struct diagram *diagram, struct ecogram_statement *statement)
{
    size_t at;

    if (!statement->place_open) {
        return;
    }
    at = ecogram_find(diagram, statement->name);
    if (at != ECOGRAM_NONE) {
        const struct ecogram_layers *layers = &diagram->nodes[at].layers;

        statement->about.place = layers->about[0][statement->moment].place;
        if (!statement->about.place) {
            statement->about.place = layers->about[0][MOMENT_ALWAYS].place;
        }
    }
    for (size_t i = 0; i < diagram->node_count && !statement->about.place; i++) {
        for (int moment = 0; moment < ECOGRAM_MOMENTS && !statement->about.place; moment++) {
            const struct ecogram_about *about = &diagram->nodes[i].layers.about[0][moment];

            if (about->country && same_folded(about->country, statement->about.country)) {
                statement->about.place = about->place;
            }
        }
    }
    statement->place_open = !statement->about.place;
}

/* Keeps of OLD only what NEW says otherwise. */
static bool differing(struct ecogram_about *old, const struct ecogram_about *new)
{
    struct ecogram_about empty = {0}, changed = {0};
    bool any = false;

#define KEEP_CHANGED(field)                                                                        \
    if (old->field && new->field && old->field != new->field) {                                    \
        changed.field = old->field;                                                                \
        any = true;                                                                                \
    }
    KEEP_CHANGED(tie.strength)
    KEEP_CHANGED(tie.stress)
    KEEP_CHANGED(tie.broken)
    KEEP_CHANGED(tie.direction)
    KEEP_CHANGED(kind)
    KEEP_CHANGED(place)
    KEEP_CHANGED(importance)
    KEEP_CHANGED(involve)
    KEEP_CHANGED(vital)
#undef KEEP_CHANGED
    if (old->group && new->group &&
        (old->group != new->group ||
         (old->group == GROUP_OWN &&
          new->group == GROUP_OWN &&strcmp(old->group_word, new->group_word) != 0))) {
        changed.group = old->group;
        changed.group_word = old->group_word;
        any = true;
    }
    if (old->country && new->country && !same_folded(old->country, new->country)) {
        changed.country = old->country;
        changed.place = old->place;
        any = true;
    }
    if (old->period && new->period && (old->period != new->period || old->times != new->times)) {
        changed.period = old->period;
        changed.times = old->times;
        any = true;
    }
    *old = any ? changed : empty;
    return any;
}

/* What was said before and this line says otherwise: kept, but told. */
static void tell_contradiction(const struct diagram *diagram,
                               const struct ecogram_statement *statement, struct understanding *out)
{
    struct ecogram_about old, new = statement->about;
    const struct ecogram_layers *layers = NULL;
    size_t at = statement->name ? ecogram_find(diagram, statement->name) : ECOGRAM_NONE;

    if (statement->says == SAYS_ABOUT && at != ECOGRAM_NONE) {
        layers = &diagram->nodes[at].layers;
    } else if (statement->says == SAYS_LINK && at != ECOGRAM_NONE) {
        size_t to = ecogram_find(diagram, statement->other);
        size_t link = to == ECOGRAM_NONE ? ECOGRAM_NONE : ecogram_find_link(diagram, at, to);

        layers = link == ECOGRAM_NONE ? NULL : &diagram->links[link].layers;
        if (layers && diagram->links[link].from != at) {
            new.tie.direction = 0;
        }
    }
    if (!layers) {
        return;
    }
    old = layers->about[0][statement->moment];
    if (differing(&old, &new)) {
        buf_add_text(&out->remark, i18n_in(diagram->language, N_("said otherwise before: ")));
        ecogram_say_earlier(&out->remark, diagram->language, &old);
        buf_add_text(&out->remark,
                     i18n_in(diagram->language, N_("; this line counts from now on")));
    }
}

static bool check_ends(const struct diagram *diagram, const struct ecogram_statement *statement,
                       struct error *err)
{
    struct buf folded = BUF_INIT;
    bool me;

    if (statement->says != SAYS_ABOUT && statement->says != SAYS_LINK) {
        return true;
    }
    text_fold(&folded, statement->name, strlen(statement->name));
    me = ecogram_is_me(buf_text(&folded)) ||
         (named_centre(diagram)[0] && same_folded(statement->name, named_centre(diagram)));
    buf_finish(&folded);
    if (me) {
        return notation_error(err, 0,
                              _("this is the person in the centre; write whom the tie is with"));
    }
    if (statement->says == SAYS_LINK && same_folded(statement->name, statement->other)) {
        return notation_error(err, 0, _("both names are the same; a tie needs two"));
    }
    return true;
}

static bool add_statement(struct diagram *diagram, struct ecogram_statement *statement,
                          const char *id, bool private, struct understanding *out,
                          struct error *err)
{
    struct buf canonical = BUF_INIT;

    if (!check_ends(diagram, statement, err)) {
        return false;
    }
    close_place(diagram, statement);
    ecogram_write(&canonical, statement);
    if (out) {
        buf_add_text(&out->canonical, buf_text(&canonical));
        ecogram_say(&out->sentence, diagram->language, centre_of(diagram), statement);
        tell_contradiction(diagram, statement, out);
        if (statement->place_open) {
            buf_add_text(&out->remark, out->remark.length > 0 ? "; " : "");
            buf_add_text(&out->remark,
                         i18n_in(diagram->language,
                                 N_("which kind of place is this? Say here, origin or elsewhere")));
        }
    }
    if (statement->says != SAYS_NOTHING) {
        ecogram_fold(diagram, statement, buf_text(&canonical), id, private);
    }
    buf_finish(&canonical);
    return true;
}

static bool add(struct diagram *diagram, const char *line, size_t length, const char *id,
                bool private, struct understanding *out, struct error *err)
{
    struct notation_line tokens;
    struct ecogram_statement statement;
    bool ok;

    if (!notation_read(&tokens, ecogram_signs(), line, length, err)) {
        return false;
    }
    ok = ecogram_read(&statement, &tokens, named_centre(diagram), out, err);
    if (ok && !(out && out->question_length > 0)) {
        ok = add_statement(diagram, &statement, id, private, out, err);
    }
    notation_finish(&tokens);
    return ok;
}

static void print(struct buf *out, const struct diagram *diagram)
{
    for (size_t i = 0; i < diagram->fact_count; i++) {
        buf_add_text(out, diagram->facts[i].line);
        buf_add_char(out, '\n');
    }
}

/* Puts NEW_NAME where NAME stands; whether it stood anywhere. */
static bool rename_in(struct ecogram_statement *statement, const char *name, const char *new_name)
{
    bool found = false;

    if (statement->name && same_folded(statement->name, name)) {
        statement->name = new_name;
        found = true;
    }
    if (statement->other && same_folded(statement->other, name)) {
        statement->other = new_name;
        found = true;
    }
    for (struct ecogram_text *member = statement->members; member; member = member->next) {
        if (same_folded(member->text, name)) {
            member->text = new_name;
            found = true;
        }
    }
    return found;
}

static void rename_all(const struct diagram *diagram, const char *name, const char *new_name,
                       void (*line)(void *payload, const char *id, const char *text), void *payload)
{
    for (size_t i = 0; i < diagram->fact_count; i++) {
        const struct ecogram_fact *fact = &diagram->facts[i];
        struct ecogram_statement statement;
        struct notation_line tokens;
        struct buf text = BUF_INIT;

        if (!notation_read(&tokens, ecogram_signs(), fact->line, strlen(fact->line), NULL)) {
            continue;
        }
        if (ecogram_read(&statement, &tokens, "", NULL, NULL) &&
            rename_in(&statement, name, new_name)) {
            ecogram_write(&text, &statement);
            line(payload, fact->id, buf_text(&text));
        }
        buf_finish(&text);
        notation_finish(&tokens);
    }
}

const struct diagram_type diagram_ecogram = {
    .name = "ecogram",
    .title = N_("Ecogram"),
    .summary = N_("who stands round a person: ties, stress, support, here and elsewhere"),
    .example = N_("mother strong origin Syria <> emotional, weekly"),
    .create = ecogram_create,
    .destroy = ecogram_destroy,
    .add = add,
    .print = print,
    .scene = ecogram_scene,
    .outline = ecogram_outline,
    .rename = rename_all,
    .item_name = ecogram_item_name,
    .item_is_person = ecogram_item_is_person,
    .connect = ecogram_connect,
    .weigh = ecogram_weigh,
    .has_moments = true,
    .has_order = true,
};
