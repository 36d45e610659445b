/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The three parts of an XForm share one writer. Private to xform*.c.
 */
#ifndef EXPORT_XFORM_PARTS_H
#define EXPORT_XFORM_PARTS_H

#include "export/odk.h"

struct xform {
    struct buf *out;
    const struct form *form;
    size_t language; /* the one that is shown first */
    struct error *err;
    bool failed; /* ERR says why; what follows is not written any more */
};

/* TEXT as content or inside an attribute; a control character fails. */
void xform_text(struct xform *xform, const char *text);
/* Two spaces for each LEVEL. */
void xform_indent(struct xform *xform, size_t level);
/* name="VALUE" with a space before it; nothing when VALUE is "". */
void xform_attribute(struct xform *xform, const char *name, const char *value);
/* An attribute that is a rule, seen from ITEM. */
void xform_rule(struct xform *xform, const char *name, const struct rule *rule,
                const struct item *item, bool condition);
/* "/data/group/name_other": what stands beside ITEM. */
void xform_path_beside(struct xform *xform, struct buf *out, const struct item *item,
                       const char *what);

void xform_itext(struct xform *xform); /* translations */
void xform_binds(struct xform *xform); /* types and conditions */
void xform_body(struct xform *xform);  /* what is shown */
bool xform_is_shown(const struct item *item);

#endif
