/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What a calculation or a default gives as an answer to its item: a rule knows
 * texts, numbers and dates, an item wants a yes, a choice or an amount.
 */
#ifndef RECORD_WORK_OUT_H
#define RECORD_WORK_OUT_H

#include "form/form.h"

/* OUT is initialised; empty when what RULE comes to can be no answer to ITEM. */
void work_out(struct value *out, const struct form *form, const struct item *item,
              const struct rule *rule, const struct rule_source *source);

#endif
