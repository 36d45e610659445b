/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The intake summary in three parts: what the reader must know first, what was
 * said, and how it was asked. Nothing is judged here; the one heading that
 * needs judgement is the clinician's own.
 */
#include "export/summary.h"

#include "base/i18n.h"
#include "export/deidentify.h"
#include "export/fhir.h"
#include "export/summary_parts.h"
#include "export/when.h"

struct document *summary_build(const struct summary_request *asked)
{
    struct summary summary;
    struct audience_view *view =
        audience_view_create(asked->record, asked->audience, asked->author);
    struct summary_request own = *asked, *request = &own;
    bool nameless = asked->audience == AUDIENCE_CASE;
    own.record = audience_view_record(view);
    if (nameless) {
        own.author = own.seal = "";
    }
    summary_gather(&summary, request, asked->record);
    summary.left_out = audience_view_left_out(view);
    const struct patient *patient = &request->record->patient;
    struct document *document = summary.document;
    bool has_code = patient->code != NULL && *patient->code != '\0';
    document->title = document_string(document, summary_say(&summary, N_("Intake summary")));
    document->subject = document_string(document, has_code ? patient->code : patient->name);
    document->author = document_string(document, request->author);
    document->created = request->now;
    document->offset_minutes = request->offset_minutes;
    summary_add_front(&summary);
    summary_add_body(&summary);
    summary_add_drawings(&summary);
    summary_add_back(&summary);
    summary.for_programs = true;
    if (nameless) { /* words for people alone: data would tell days, ids and codes */
        deidentify(document, &summary, asked->record);
    } else {
        document->data = summary_data(&summary);
    }
    if (!nameless && request->bundle != SUMMARY_NO_BUNDLE) {
        document->bundle = fhir_bundle(&summary, request->bundle, &document->losses);
    }
    summary_finish(&summary);
    audience_view_destroy(view);
    return document;
}

const char *summary_say(const struct summary *summary, const char *text)
{
    return i18n_in(summary->language, audience_words(summary->request->audience, text));
}

void summary_set_date(struct summary_request *request, const struct world *world)
{
    bool local = when_made(world, &request->now, &request->offset_minutes);
    request->zone = local ? world : NULL;
}
