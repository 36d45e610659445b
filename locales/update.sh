#!/bin/sh
# Collects the program's texts into verhaal.pot and merges them into each
# catalogue. Run from the source tree by `make update-po`.
# SPDX-License-Identifier: GPL-3.0-or-later
set -eu
xgettext=${1:-xgettext} msgmerge=${2:-msgmerge} version=${3:-0}
find src -name '*.c' -o -name '*.h' | LC_ALL=C sort >locales/POTFILES.in
"$xgettext" --from-code=UTF-8 --keyword=_ --keyword=N_ --keyword=ngettext:1,2 --add-comments=TRANSLATORS \
    --flag=error_set:3:c-format --flag=error_at:6:c-format --flag=error_context:2:c-format \
    --flag=buf_add_format:2:c-format \
    --package-name=verhaal --package-version="$version" --sort-by-file --no-wrap \
    -f locales/POTFILES.in -o locales/verhaal.pot
for language in $(cat locales/LINGUAS); do
    if [ -f "locales/$language.po" ]; then
        "$msgmerge" --quiet --update --backup=none --no-wrap --no-fuzzy-matching "locales/$language.po" locales/verhaal.pot
    else
        msginit --no-translator --no-wrap -l "$language" -i locales/verhaal.pot -o "locales/$language.po"
    fi
done
rm -f locales/verhaal.pot
