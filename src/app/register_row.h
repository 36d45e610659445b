/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What the list of patients shows of one record: its row in the sealed register,
 * made from the record each time, and what is computed from a row for people.
 */
#ifndef APP_REGISTER_ROW_H
#define APP_REGISTER_ROW_H

#include "app/session.h"

/* A row with nothing but the patient. Its texts are copies: register_row_finish(). */
void register_row_init(struct vault_patient *row, const char *id, const struct patient *patient);
/* The row of the open record. */
void register_row_fill(struct session *session, struct vault_patient *row);
void register_row_finish(struct vault_patient *row);

/* The day until which the record must be kept, or VAULT_NO_DAY. */
int32_t register_row_keep_until(const struct vault_patient *row, const struct world *zone);
/* "42", "41-42" where the birth date leaves both, "~42" where it was said with "about",
 * "" where it says too little. */
void register_row_age(char *out, size_t size, const char *birth, int32_t today);
/* "2026-11-23"; "" for VAULT_NO_DAY. */
void register_day(char *out, size_t size, int32_t day);

#endif
