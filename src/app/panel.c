/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The panels: which lines each has, what they start with, what accepting does.
 */
#include "app/app.h"

#include "app/attach.h"
#include "base/edtf.h"
#include "base/i18n.h"

#include <assert.h>
#include <stdio.h>
#include <string.h>

static const struct field_spec unlock_fields[] = {
    {FIELD_LINE, "user", N_("User"), NULL, NULL},
    {FIELD_SECRET, "passphrase", N_("Passphrase"), NULL, NULL},
    {0},
};

static const struct field_spec create_fields[] = {
    {FIELD_LINE, "user", N_("Your name"), N_("as colleagues know you; it stands under your notes"),
     NULL},
    {FIELD_SECRET, "passphrase", N_("Passphrase"),
     N_("at least 12 characters; six unrelated words are strong and easy to remember"), NULL},
    {FIELD_SECRET, "again", N_("Once more"), NULL, NULL},
    {0},
};

static const struct field_spec recovery_fields[] = {
    {FIELD_LINE, "third", N_("Third group"), N_("to be sure that it was written down"), NULL},
    {FIELD_LINE, "seventh", N_("Seventh group"), NULL, NULL},
    {0},
};

static const struct field_spec patient_fields[] = {
    {FIELD_LINE, "name", N_("Name"), N_("initials are fine"), NULL},
    {FIELD_LINE, "code", N_("Code"), N_("a file number; a name or a code is enough"), NULL},
    {FIELD_LINE, "birth", N_("Born"), N_("as precisely as known: 1985, about 1960, 12-3-2004"),
     NULL},
    {FIELD_LINE, "languages", N_("Languages"), N_("codes, mother tongue first: ar nl"), NULL},
    {FIELD_LINE, "note", N_("Note"), NULL, NULL},
    {0},
};

static const struct field_option modes[] = {
    {"", N_("not applicable")},
    {"on_site", N_("in the room")},
    {"phone", N_("by telephone")},
    {"video", N_("by video")},
    {NULL, NULL},
};

static const struct field_option no_yes[] = {{"no", N_("no")}, {"yes", N_("yes")}, {NULL, NULL}};

static const struct field_spec contact_fields[] = {
    {FIELD_LINE, "date", N_("Date"), NULL, NULL},
    {FIELD_LINE, "present", N_("Present"), N_("who is in the room besides you"), NULL},
    {FIELD_LINE, "language", N_("Language spoken"), N_("a code: nl, en, ar, tr, ti"), NULL},
    {FIELD_LINE, "interpreter", N_("Interpreter"), N_("name or number; empty: none"), NULL},
    {FIELD_CHOICE, "mode", N_("How"), NULL, modes},
    {FIELD_CHOICE, "professional", N_("Professional"), NULL, no_yes},
    {FIELD_LINE, "trouble", N_("Trouble"), N_("anything that hampered the interpreting"), NULL},
    {FIELD_LINE, "consent", N_("Consent"), N_("what the patient agreed to, in words"), NULL},
    {FIELD_LINE, "next", N_("Next visit"), N_("a date: 12-3-2027, March 2027"), NULL},
    {FIELD_LINE, "planned", N_("Minutes planned"),
     N_("shown with the time that has passed; may stay empty"), NULL},
    {0},
};

static const struct field_option by_options[] = {
    {"patient", N_("the patient")},
    {"informant", N_("a relative or other informant")},
    {"interpreter", N_("the interpreter, in their own words")},
    {"clinician", N_("the clinician (you)")},
    {"file", N_("the file")},
    {NULL, NULL},
};

static const struct field_option how_options[] = {
    {"verbatim", N_("word for word")},
    {"summary", N_("summarised")},
    {"interpreted", N_("through the interpreter")},
    {NULL, NULL},
};

static const struct field_spec who_fields[] = {
    {FIELD_CHOICE, "by", N_("Whose words"), NULL, by_options},
    {FIELD_LINE, "relation", N_("Relation"), N_("of the informant: mother, neighbour"), NULL},
    {FIELD_CHOICE, "how", N_("Taken down"), NULL, how_options},
    {FIELD_LINE, "language", N_("Language"), N_("a code; empty: that of the visit"), NULL},
    {FIELD_LINE, "gloss", N_("Meaning"), N_("what the words mean, if they are in another language"),
     NULL},
    {0},
};

static const struct field_option state_options[] = {
    {"answered", N_("answered")},
    {"skipped", N_("skipped")},
    {"declined", N_("declined")},
    {"later", N_("for later")},
    {"not_applicable", N_("not applicable")},
    {"unknown", N_("does not know")},
    {"adapted", N_("answered, asked in other words")},
    {NULL, NULL},
};

static const struct field_spec state_fields[] = {
    {FIELD_CHOICE, "state", N_("Answer"),
     N_("a number acts at once; Space and Enter go through reasons"), state_options},
    {FIELD_LINE, "reason", N_("Because"), N_("needed when you skip; a word is enough"), NULL},
    {0},
};

static const struct field_spec relation_fields[] = {
    {FIELD_LINE, "relation", N_("Who is talking"),
     N_("in relation to the patient: mother, neighbour"), NULL},
    {0},
};

static const struct field_spec language_fields[] = {
    {FIELD_LINE, "language", N_("Language"),
     N_("a code: nl, ar, tr, ti; empty: that of the visit"), NULL},
    {0},
};

static const struct field_spec gloss_fields[] = {
    {FIELD_LINE, "gloss", N_("Meaning"), N_("what the words mean, in your own language"), NULL},
    {0},
};

static const struct field_spec amend_fields[] = {
    {FIELD_LINE, "reason", N_("Reason"), N_("why the finalised interview is changed"), NULL},
    {0},
};

static const struct field_spec glass_fields[] = {
    {FIELD_LINE, "patient", N_("Patient"), N_("file number or whole name"), NULL},
    {FIELD_LINE, "reason", N_("Reason"), N_("goes into the log; the record's team is told"), NULL},
    {0},
};

static const struct field_spec flag_fields[] = {
    {FIELD_LINE, "why", N_("Why"), N_("a word for yourself; it may stay empty"), NULL},
    {0},
};

static const struct field_option formats[] = {
    {"markdown", "Markdown"}, {"text", N_("plain text")},
    {"html", "HTML"},         {"json", "JSON"},
    {"csv", N_("table (CSV)")}, {"pdf", "PDF"},
    {"fhir", "FHIR"},         {"fhir-data", N_("FHIR data")},
    {NULL, NULL},
};

static const struct field_spec export_fields[] = {
    {FIELD_CHOICE, "format", N_("Format"), NULL, formats},
    {FIELD_LINE, "name", N_("File name"), N_("anybody who can open the file can read it"), NULL},
    {0},
};

static const struct field_spec attachment_fields[] = {
    {FIELD_LINE, "name", N_("File name"), N_("anybody who can open the file can read it"), NULL},
    {0},
};

static const struct {
    const char *name, *title;
    const struct field_spec *specs;
} panels[] = {
    [PANEL_NONE] = {"", "", NULL},
    [PANEL_UNLOCK] = {"unlock", N_("Unlock"), unlock_fields},
    [PANEL_CREATE] = {"create", N_("A new vault"), create_fields},
    [PANEL_RECOVERY] = {"recovery", N_("Recovery code"), recovery_fields},
    [PANEL_PATIENT] = {"patient", N_("New patient"), patient_fields},
    [PANEL_PATIENT_EDIT] = {"patient-edit", N_("Patient"), patient_fields},
    [PANEL_CONTACT] = {"contact", N_("Today's visit"), contact_fields},
    [PANEL_WHO] = {"who", N_("Who said it, and how"), who_fields},
    [PANEL_STATE] = {"state", N_("Why there is no answer"), state_fields},
    [PANEL_AMEND] = {"amend", N_("Amending a finalised interview"), amend_fields},
    [PANEL_EXPORT] = {"export", N_("Write the summary to a file"), export_fields},
    [PANEL_GLASS] = {"glass", N_("Open a restricted record in an emergency"), glass_fields},
    [PANEL_FLAG] = {"flag", N_("Flag this question"), flag_fields},
    [PANEL_RELATION] = {"relation", N_("A relative or other informant"), relation_fields},
    [PANEL_LANGUAGE] = {"language", N_("The language of this answer"), language_fields},
    [PANEL_GLOSS] = {"gloss", N_("What the words mean"), gloss_fields},
    [PANEL_ATTACHMENT] = {"attachment", N_("Write the attached file to a file"), attachment_fields},
};

const char *panel_title(enum panel_kind kind)
{
    return _(panels[kind].title);
}

const char *panel_name(enum panel_kind kind)
{
    return panels[kind].name;
}

enum panel_kind panel_by_name(const char *name)
{
    for (size_t i = 1; i < sizeof panels / sizeof panels[0]; i++) {
        if (strcmp(panels[i].name, name) == 0) {
            return (enum panel_kind)i;
        }
    }
    return PANEL_NONE;
}

/* ---- what a panel starts with ---- */

static void set_today(struct app *app)
{
    int year, month, day;
    char date[32];
    edtf_civil_from_days(session_today(app->session), &year, &month, &day);
    snprintf(date, sizeof date, "%04d-%02d-%02d", year, month, day);
    panel_fields_set(&app->fields, "date", date);
}

static void fill_contact(struct app *app, const struct contact *contact)
{
    const struct {
        const char *name, *value;
    } lines[] = {
        {"date", contact->date},         {"present", contact->present},
        {"language", contact->language}, {"interpreter", contact->interpreter},
        {"mode", contact->mode},         {"trouble", contact->trouble},
        {"consent", contact->consent},   {"professional", contact->professional ? "yes" : "no"},
        {"next", contact->next},         {"planned", contact->planned},
    };
    for (size_t i = 0; i < sizeof lines / sizeof lines[0]; i++) {
        panel_fields_set(&app->fields, lines[i].name, lines[i].value ? lines[i].value : "");
    }
}

static void start_contact(struct app *app)
{
    struct panel_fields *fields = &app->fields;
    const struct record *record = session_record(app->session);
    const struct contact *contact = record_contact(record, app->panel_contact);
    if (!contact) {
        contact = session_contact(app->session);
    }
    if (contact) {
        fill_contact(app, contact);
        return;
    }
    set_today(app);
    if (record->contact_count) {
        /* The last visit is the best guess for language and interpreter. */
        const struct contact *last = &record->contacts[record->contact_count - 1];
        panel_fields_set(fields, "language", last->language ? last->language : "");
        panel_fields_set(fields, "mode", last->mode ? last->mode : "");
    }
}

static void start_patient_edit(struct app *app)
{
    const struct patient *patient = &session_record(app->session)->patient;
    const struct {
        const char *name, *value;
    } lines[] = {
        {"name", patient->name},           {"code", patient->code}, {"birth", patient->birth},
        {"languages", patient->languages}, {"note", patient->note},
    };
    for (size_t i = 0; i < sizeof lines / sizeof lines[0]; i++) {
        panel_fields_set(&app->fields, lines[i].name, lines[i].value ? lines[i].value : "");
    }
}

static void start_who(struct app *app)
{
    const struct answer *answer = &app->desk->answer;
    panel_fields_set(&app->fields, "by", answer_by_code(answer->by));
    panel_fields_set(&app->fields, "how", answer_how_code(answer->how));
    panel_fields_set(&app->fields, "relation", answer->relation);
    panel_fields_set(&app->fields, "language", answer->language);
    panel_fields_set(&app->fields, "gloss", answer->gloss);
}

static void start_state(struct app *app)
{
    const struct answer *answer = &app->desk->answer;
    panel_fields_set(&app->fields, "state", answer_state_code(answer->state));
    panel_fields_set(&app->fields, "reason", answer->reason);
}

static void start_export(struct app *app)
{
    char name[160], stamp[21];
    world_format_time(world_now(app->options.world), stamp);
    /* No name of a person in a file name: directories are read over shoulders. */
    snprintf(name, sizeof name, "intake-%.8s-%.10s", session_patient_id(app->session), stamp);
    panel_fields_set(&app->fields, "name", name);
}

/* Who there is to choose from; the last one stands there already. */
static void name_users(struct app *app, const struct vault_names *users)
{
    struct buf names = BUF_INIT;
    for (size_t i = 0; i < users->count; i++) {
        buf_add_format(&names, "%s%s", i ? ", " : "", users->names[i]);
    }
    app_note(app, "%s", buf_text(&names));
    buf_finish(&names);
}

/* A vault of one person does not ask for a name. Where that cannot be told (the
 * vault is in use, or no vault at all) it says so, and the cursor still stands on
 * the passphrase: typed on the other line it would show. */
void panel_know_user(struct app *app)
{
    struct vault_names users = {0};
    struct error err = {0};
    const char *user = app->options.user;
    if (!user && !vault_users(&users, app->options.world, app->options.vault_path, &err)) {
        app_complain(app, &err);
    } else if (!user && users.count == 1) {
        user = users.names[0];
    } else if (!user) {
        name_users(app, &users);
        user = users.last < users.count ? users.names[users.last] : NULL;
    }
    panel_fields_set(&app->fields, "user", user ? user : "");
    panel_fields_go(&app->fields, users.count > 1 && !user ? "user" : "passphrase");
    vault_names_finish(&users);
}

void panel_open(struct app *app, enum panel_kind kind)
{
    assert(kind != PANEL_NONE);
    panel_fields_finish(&app->fields);
    panel_fields_init(&app->fields, panels[kind].specs);
    app->panel = kind;
    switch (kind) {
    case PANEL_UNLOCK:
        panel_fields_go(&app->fields, "passphrase");
        break;
    case PANEL_PATIENT_EDIT:
        start_patient_edit(app);
        break;
    case PANEL_CONTACT:
        start_contact(app);
        panel_fields_next(&app->fields);
        break;
    case PANEL_WHO:
        start_who(app);
        break;
    case PANEL_STATE:
        start_state(app);
        break;
    case PANEL_EXPORT:
        start_export(app);
        break;
    case PANEL_ATTACHMENT:
        panel_fields_set(&app->fields, "name",
                         desk_attached(app->desk) ? desk_attached(app->desk)->text : "");
        break;
    case PANEL_LANGUAGE:
        panel_fields_set(&app->fields, "language", app->desk->answer.language);
        break;
    case PANEL_GLOSS:
        panel_fields_set(&app->fields, "gloss", app->desk->answer.gloss);
        break;
    case PANEL_NONE:
    case PANEL_CREATE:
    case PANEL_RECOVERY:
    case PANEL_PATIENT:
    case PANEL_AMEND:
    case PANEL_FLAG:
    case PANEL_GLASS:
    case PANEL_RELATION:
        break;
    }
}

void panel_open_contact(struct app *app, const char *id)
{
    snprintf(app->panel_contact, sizeof app->panel_contact, "%s", id);
    panel_open(app, PANEL_CONTACT);
}

void panel_close(struct app *app)
{
    app->panel_contact[0] = '\0';
    panel_fields_finish(&app->fields);
    app->panel = PANEL_NONE;
}
