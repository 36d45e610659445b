/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The document for other programs: its data, word for word and byte for byte
 * as recorded.
 */
#include "base/i18n.h"
#include "export/writers.h"

bool json_export(struct buf *out, const struct document *document,
                 const struct export_options *options, struct error *err)
{
    (void)options;
    if (document->data == NULL) {
        return error_set(err, ERROR_UNSUPPORTED,
                         _("this document has no structured form; choose another format"));
    }
    json_write_pretty(out, document->data);
    buf_add_char(out, '\n');
    return true;
}
