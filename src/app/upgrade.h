/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * A newer version of the form that an interview was begun with: offered, never
 * taken by itself. What it would change can be read before; taking it is one
 * action, and undo takes it back. What has no question any more stays readable.
 */
#ifndef APP_UPGRADE_H
#define APP_UPGRADE_H

#include "app/session.h"
#include "record/kept.h"
#include "record/migration.h"

/*
 * The installed version that INTERVIEW could go over to: newer than its own, or of the same
 * version with another text. NULL: there is none, or it is finalised. Costs next to nothing.
 */
const struct form *upgrade_offered(const struct session *session,
                                   const struct interview *interview);

/* What going over to the installed version would do, or why it cannot be done. */
bool upgrade_plan(struct migration **out, struct session *session,
                  const struct interview *interview, struct error *err) MUST_USE;
/* Does it: the form into the vault, then all edits in one transaction. What is being typed
 * in the interview has to be sealed before. COUNT (may be NULL): answers kept without a
 * question by it. */
bool upgrade_store(struct session *session, const struct interview *interview, size_t *count,
                   struct error *err) MUST_USE;

/* One line of the preview: what, and what happens to it. */
struct upgrade_line {
    struct buf what, fate, detail;
    bool quiet; /* loses nothing, asks for nothing */
};
struct upgrade_lines {
    struct upgrade_line *lines; /* what matters most stands first */
    size_t count, capacity;
};
#define UPGRADE_LINES_INIT {NULL, 0, 0}
void upgrade_describe(struct upgrade_lines *out, const struct migration *migration,
                      const char *language);
void upgrade_lines_finish(struct upgrade_lines *lines);
/* "2026-09-01 → 2026-11-01"; of the same version twice the beginnings of the digests. */
void upgrade_versions(struct buf *out, const struct form *before, const struct form *after);

/* What of INTERVIEW has no question in its form; kept_finish() it. */
void upgrade_kept(struct kept_answers *out, struct session *session,
                  const struct interview *interview);
size_t upgrade_kept_count(struct session *session, const struct interview *interview);
/* What was asked, in LANGUAGE; else the name. */
void upgrade_kept_question(struct buf *out, const struct kept *kept, const char *language);
/* It may not be shown without a pause: sensitive, the clinician's own, or not known. */
bool upgrade_kept_is_guarded(const struct kept *kept);
/* All of it, to read: the question, the words, whose they are, why it stands apart. */
void upgrade_kept_text(struct buf *out, struct session *session, const struct kept *kept,
                       const char *language);
/* The INDEX-th choice of the answer that ITEM has no longer, as it was called; false: none. */
bool upgrade_kept_choice(struct buf *out, struct session *session,
                         const struct interview *interview, const struct item *item,
                         const struct value *value, size_t index, const char *language);

#endif
