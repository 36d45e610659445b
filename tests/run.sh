#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
#
# Runs one test program. cmocka writes a skipped test as "not ok … # SKIP",
# which TAP counts as a failure; here it becomes what it is.
output=$("$@")
status=$?
printf '%s\n' "$output" | sed 's/^not ok \(.*# SKIP\)/ok \1/'
exit $status
