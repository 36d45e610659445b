/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Files as answers in the plain dialogue.
 */
#include "config.h"

#include "cli/dialogue_file.h"

#include "app/attach.h"
#include "base/i18n.h"
#include "cli/command.h"

bool dialogue_attach(struct desk *desk, char *rest, struct error *err)
{
    if (!rest[0]) {
        return error_set(err, ERROR_USAGE, _("say behind :attach where the file is"));
    }
    if (!desk_attach(desk, rest, err)) {
        return false;
    }
    cli_print("%s\n", _("Attached and sealed; the file on disk is still there"));
    return true;
}

bool dialogue_detach(struct desk *desk, char *rest, struct error *err)
{
    (void)rest;
    return desk_detach(desk, err);
}

bool dialogue_write(struct desk *desk, char *rest, struct error *err)
{
    const struct value *file = desk_attached(desk);
    if (!rest[0]) {
        return error_set(err, ERROR_USAGE, _("say behind :write where the file is to go"));
    }
    if (!file) {
        return error_set(err, ERROR_NOT_FOUND, _("no file is attached here"));
    }
    if (!attach_write(desk->session, file, rest, err)) {
        return false;
    }
    cli_print(_("%s: whoever can open this file can read it"), rest);
    cli_print("\n");
    return true;
}
