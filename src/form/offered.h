/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Which choices of an item are offered: what choice_filter says, given the
 * answers. A choice that was made and is not offered any more stays and is
 * marked; nothing here takes it away.
 */
#ifndef FORM_OFFERED_H
#define FORM_OFFERED_H

#include "form/form.h"

/* Not retired, and the filter holds. SOURCE sees from ITEM; NULL: no filter is asked. */
bool form_choice_offered(const struct item *item, const struct choice *choice,
                         const struct rule_source *source);

#endif
