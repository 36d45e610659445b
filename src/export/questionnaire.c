/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The Questionnaire as a whole: what stands at its top, then its items.
 */
#include "export/questionnaire.h"

#include "base/digest.h"
#include "base/i18n.h"

#include <stdio.h>
#include <string.h>

void questionnaire_url(struct buf *out, const char *form_id, const char *url)
{
    char digest[65];
    struct buf name = BUF_INIT;

    if (url) {
        buf_add_text(out, url);
        return;
    }
    /* A UUID of version 8: made from a digest, so that it is the same everywhere. */
    buf_add_format(&name, "verhaal form %s", form_id);
    digest_sha256(digest, buf_text(&name), name.length);
    buf_finish(&name);
    digest[12] = '8';
    digest[16] = "89ab"[digest[16] & 3];
    buf_add_format(out, "urn:uuid:%.8s-%.4s-%.4s-%.4s-%.12s", digest, digest + 8, digest + 12,
                   digest + 16, digest + 20);
}

bool questionnaire_write(struct buf *out, const struct form *form, const char *language,
                         struct losses *losses, struct error *err)
{
    (void)out;
    (void)language;
    (void)losses;
    return error_set(err, ERROR_UNSUPPORTED, _("%s cannot be written"), form->form_id);
}
