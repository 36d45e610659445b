/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The table of formats for forms.
 */
#include "export/form_format.h"

#include "base/i18n.h"
#include "export/questionnaire.h"
#include "export/xform.h"
#include "export/xlsform.h"

#include <string.h>

static const struct form_format formats[] = {
    {"fhir", ".json", N_("FHIR R4 Questionnaire"), questionnaire_write},
    {"xlsform", ".md", N_("XLSForm of ODK, as tables of Markdown"), xlsform_write},
    {"xform", ".xml", N_("XForm of ODK"), xform_write},
};

size_t form_format_count(void)
{
    return sizeof(formats) / sizeof(formats[0]);
}

const struct form_format *form_format_at(size_t index)
{
    return &formats[index];
}

const struct form_format *form_format_find(const char *name)
{
    for (size_t i = 0; i < form_format_count(); i++)
        if (strcmp(formats[i].name, name) == 0)
            return &formats[i];
    return NULL;
}
