#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
#
# Collects the program's texts from the sources and merges them into each
# catalogue; `make update-po` runs it. With "check" nothing is written: it says
# what is missing, uncertain or no longer used, and fails if anything is.
#
#   locales/update.sh update|check [SOURCE-TREE]
set -eu
LC_ALL=C
export LC_ALL

mode=${1:-update}
cd "${2:-$(dirname "$0")/..}"
scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT
trap 'exit 1' HUP INT TERM

# Only files with a text of their own, so that the list does not change with each file.
list_sources() {
    find src -name '*.[ch]' ! -path src/base/i18n.h | sort |
        xargs -r grep -lE '(^|[^A-Za-z0-9_])(_|N_|n?gettext)\(' || true
}

collect() { # LIST TEMPLATE
    "${XGETTEXT:-xgettext}" --language=C --from-code=UTF-8 --add-comments=TRANSLATORS \
        --keyword=_ --keyword=N_ --keyword=ngettext:1,2 \
        --flag=error_set:3:c-format --flag=error_at:6:c-format --flag=error_context:2:c-format \
        --flag=error_errno:3:c-format --flag=buf_add_format:2:c-format \
        --force-po --package-name=verhaal --sort-by-file --no-wrap --no-location -f "$1" -o "$2"
    # A time of day in a file under version control says nothing and always differs.
    sed -i '/^"POT-Creation-Date:/d' "$2"
}

complain() {
    echo "$*"
    bad=yes
}

list_sources >"$scratch/sources"
if [ ! -s "$scratch/sources" ]; then
    echo 'no texts found below src' >&2
    exit 1
fi
collect "$scratch/sources" "$scratch/verhaal.pot"

if [ "$mode" = update ]; then
    cp "$scratch/sources" locales/POTFILES.in
    while read -r language; do
        "${MSGMERGE:-msgmerge}" --quiet --update --backup=none --no-wrap --no-fuzzy-matching \
            "locales/$language.po" "$scratch/verhaal.pot"
    done <locales/LINGUAS
    exit 0
fi

bad=no
cmp -s "$scratch/sources" locales/POTFILES.in ||
    complain 'locales/POTFILES.in is not up to date; run make update-po'
while read -r language; do
    catalogue=locales/$language.po
    # Says each text that is missing, untranslated or fuzzy, and warns of each that is not used.
    msgcmp --no-fuzzy-matching "$catalogue" "$scratch/verhaal.pot" >"$scratch/differences" 2>&1 || true
    if [ -s "$scratch/differences" ]; then
        complain "$catalogue does not match the sources; run make update-po and translate:"
        grep -vE 'warning: this message is used' "$scratch/differences" | head -40
    fi
    statistics=$(msgfmt --check-format --check-domain --statistics -o /dev/null "$catalogue" 2>&1) ||
        complain "$catalogue is not well formed:"
    case $statistics in
    *fuzzy* | *untranslated*) complain "$catalogue is not complete:" ;;
    esac
    echo "$language: $statistics"
done <locales/LINGUAS
[ "$bad" = no ]
