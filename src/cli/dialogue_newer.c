/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * A newer version of the form in plain lines: offered once, read on demand,
 * taken with a word; and the answers that it does not ask for.
 */
#include "config.h"

#include "cli/dialogue_newer.h"

#include "app/upgrade.h"
#include "base/i18n.h"
#include "cli/command.h"

#include <string.h>

void dialogue_offer_newer(const struct desk *desk)
{
    if (upgrade_offered(desk->session, desk_interview(desk))) {
        cli_print("%s\n", _("There is a newer version of this form; :newer tells what it would "
                            "change."));
    }
}

/* ":newer" says what the newer version would change, ":newer yes" takes it. */
bool dialogue_newer(struct desk *desk, char *rest, struct error *err)
{
    struct migration *migration;
    if (!desk_store(desk, err) ||
        !upgrade_plan(&migration, desk->session, desk_interview(desk), err)) {
        return false;
    }
    if (strcmp(rest, "yes") != 0) {
        cli_print_migration(migration);
        cli_print("%s\n", _("\":newer yes\" takes it; \":undo\" takes that back."));
        migration_destroy(migration);
        return true;
    }
    migration_destroy(migration);
    size_t kept = 0;
    if (!upgrade_store(desk->session, desk_interview(desk), &kept, err)) {
        return false;
    }
    desk_refresh(desk, "", "");
    cli_print(ngettext("Taken over; %zu answer is kept without a question.\n",
                       "Taken over; %zu answers are kept without a question.\n", kept),
              kept);
    return true;
}

/* ":kept": the answers that this version does not ask for. */
bool dialogue_kept(struct desk *desk, char *rest, struct error *err)
{
    struct kept_answers kept = KEPT_ANSWERS_INIT;
    (void)rest;
    (void)err;
    upgrade_kept(&kept, desk->session, desk_interview(desk));
    if (kept.count == 0) {
        cli_print("%s\n", _("Every answer has its question."));
    }
    for (size_t i = 0; i < kept.count; i++) {
        struct buf text = BUF_INIT;
        upgrade_kept_text(&text, desk->session, &kept.list[i], i18n_language());
        cli_print("%s\n", buf_text(&text));
        buf_finish(&text);
    }
    kept_finish(&kept);
    return true;
}
