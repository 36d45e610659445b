/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The table of audiences, and the plain words for a patient.
 */
#include "export/audience.h"

#include "base/i18n.h"

#include <assert.h>
#include <string.h>

static const struct audience_row rows[AUDIENCE_COUNT] = {
    [AUDIENCE_COLLEAGUE] = {"colleague", N_("for a colleague: all but what is private to you"),
                            NULL, NULL},
    [AUDIENCE_PATIENT] =
        {"patient", N_("for the patient: plain headings, without what others said"),
         N_("for the patient"),
         N_("This copy is for you. What others told about you is not in it; nor are notes "
            "that clinicians make for themselves alone.")},
    [AUDIENCE_OWN] =
        {"own", N_("your own copy: also what is private to you"), N_("own copy"),
         N_("Own copy: it holds what its maker keeps private. Not to be passed on.")},
    [AUDIENCE_CASE] =
        {"case", N_("for a case discussion: names, places, days and numbers replaced"),
         N_("case discussion"),
         N_("For case discussion. Names and places that the record knows, days and numbers are "
            "replaced where they stand as words of their own, and drawings are left out. That "
            "does not make it anonymous: names joined to other letters or in scripts without "
            "blanks, days with one digit, short codes, names told in passing, nicknames, rare "
            "events or the story itself may still tell who it is. Read all of it before you "
            "share it.")},
};

const struct audience_row *audience_row(enum audience audience)
{
    assert((unsigned)audience < AUDIENCE_COUNT);
    return &rows[audience];
}

bool audience_parse(enum audience *out, const char *name)
{
    for (unsigned i = 0; i < AUDIENCE_COUNT; i++) {
        if (strcmp(rows[i].name, name) == 0) {
            *out = (enum audience)i;
            return true;
        }
    }
    return false;
}

static const struct {
    const char *text, *plain; /* N_() */
} plain_words[] = {
    {"Intake summary", N_("What we talked about")},
    {"Patient", N_("About you")},
    {"Visits", N_("When we met")},
    {"Interviews", N_("The conversations")},
    {"Cultural identity", N_("Who you are and where you belong")},
    {"Understanding of the distress, coping and help-seeking",
     N_("What troubles you, and what you do about it")},
    {"Psychosocial stressors, vulnerability and resilience",
     N_("What makes it heavier, and what carries you")},
    {"Relationship with the clinician and the service", N_("You and the people who treat you")},
    {"Overall assessment: consequences for diagnosis and care",
     N_("What the clinician makes of it, and what that means for your care")},
    {"Drawings", N_("What was drawn with you")},
    {"How it was asked", N_("What was asked, and what was not")},
    {"Changed after finalising", N_("Changed afterwards")},
    {"Kept but not shown above", N_("Also kept")},
    {"the patient", N_("you")},
    {"Not written yet. This part is the clinician's own judgement, and it is left to the "
     "clinician.",
     N_("Nothing has been written here yet.")},
};

const char *audience_words(enum audience audience, const char *text)
{
    if (audience == AUDIENCE_PATIENT) {
        for (size_t i = 0; i < sizeof(plain_words) / sizeof(plain_words[0]); i++) {
            if (strcmp(plain_words[i].text, text) == 0) {
                return plain_words[i].plain;
            }
        }
    }
    return text;
}
