/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Full screen or a subcommand; nothing else happens here.
 */
#include "cli/cli.h"
#include "full_screen.h"

int main(int argc, char **argv)
{
    return cli_main(argc, argv, full_screen);
}
