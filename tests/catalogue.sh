#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
#
# Whether forms/README.md tells of the instruments that are installed: each has
# one row in the catalogue, with its status, numbers of questions and minutes,
# every form and item that is named anywhere exists, and what is shown as a good
# prompt is one. Speaks TAP. Each comparison is first tried on a copy in which
# something is wrong.
#
#   tests/catalogue.sh [SOURCE-TREE [BUILD-TREE]]
#
# Comparisons are called by name; the programs of sed stand in single quotes.
# shellcheck disable=SC2016,SC2317

set -u
LC_ALL=C.UTF-8
export LC_ALL
unset LANGUAGE

source_tree=${1:-${VERHAAL_TEST_SRCDIR:-.}}
build_tree=${2:-${VERHAAL_TEST_BUILDDIR:-.}}
program=$build_tree/verhaal
awk=${AWK:-awk}

scratch=$(mktemp -d "${TMPDIR:-/tmp}/catalogue.XXXXXX") || exit 99
trap 'rm -rf "$scratch"' EXIT
trap 'exit 99' HUP INT TERM

# What a form holds, one fact a line: its status and that of each language where it
# is another, its numbers of questions, the names of its items. As much YAML as the
# forms use; what is written otherwise is reported and not passed over.
cat >"$scratch/form.awk" <<'END_OF_AWK'
FNR == 1 {
    finish()
    id = FILENAME
    sub(/.*\//, "", id)
    sub(/[.]yaml$/, "", id)
    depth = items = counted = asked = languages = 0
    block = -1
    status = "draft"
    split("", item_at)
}

/^ *(#|$)/ { next }

{
    match($0, /^ */)
    column = RLENGTH
    line = substr($0, column + 1)
    # The lines of a text that began with > or |.
    if (block >= 0 && column > block) next
    block = -1
    while (line ~ /^- /) {
        while (depth && at[depth] > column) depth--
        parent = depth ? key[depth] : ""
        match(line, /^- */)
        column += RLENGTH
        line = substr(line, RLENGTH + 1)
        forget(column)
        item_at[column] = parent == "items" ? ++items : 0
        if (item_at[column]) type[items] = prefix[items] = name[items] = ""
        if (parent == "items" && line ~ /^[{]/)
            print "unreadable " id " line " FNR ": an item in braces"
    }
    while (depth && at[depth] >= column) depth--
    if (!match(line, /^[A-Za-z_][A-Za-z0-9_-]*:( |$)/)) next
    word = substr(line, 1, index(line, ":") - 1)
    value = substr(line, RLENGTH + 1)
    if (value ~ /^ *[>|][-+0-9]* *$/) block = column
    gsub(/^ *"?|"? *$/, "", value)
    at[++depth] = column
    key[depth] = word
    forget(column + 1)
    if (column == 0 && word == "status") status = value
    if (word == "status" && depth == 3 && key[1] == "review") {
        language[++languages] = key[2]
        review[languages] = value
    }
    i = column in item_at ? item_at[column] : 0
    if (!i) next
    if (word == "name") name[i] = value
    if (word == "group" || word == "repeat") { name[i] = value; type[i] = word }
    if (word == "type") type[i] = value
    if (word == "prefix") prefix[i] = value
}

END { finish() }

# What stood further to the right belongs to no item any more.
function forget(column,    c) {
    for (c in item_at) if (c + 0 >= column) delete item_at[c]
}

function finish(    i) {
    if (id == "") return
    for (i = 1; i <= languages; i++)
        if (review[i] != status) status = status "; " language[i] " " review[i]
    for (i = 1; i <= items; i++) {
        print "item " id "." name[i]
        if (type[i] ~ /^(group|repeat|note)$/) continue
        asked++
        if (prefix[i] ~ /^[0-9]+$/) counted++
    }
    print "form " id
    print "questions " id " " counted + 0 " (" asked + 0 ")"
    print "status " id " " status
}
END_OF_AWK

# What the guide says: rows of the catalogue as the facts above, and every name
# that stands between backquotes, with its line. ".name" belongs to the form that
# was named before it in the line.
cat >"$scratch/guide.awk" <<'END_OF_AWK'
/^## / { in_catalogue = $0 == "## The catalogue" }

in_catalogue && /^[|] Form [|]/ {
    cells = split($0, cell, / *[|] */)
    for (i = 1; i <= cells; i++) {
        if (cell[i] == "Questions") questions = i
        if (cell[i] == "Status") status = i
        if (cell[i] == "Minutes") minutes = i
    }
}

in_catalogue && /^[|] `[a-z0-9_]+` [|]/ {
    if (split($0, cell, / *[|] */) != cells)
        print "unreadable line " FNR ": not as many cells as the head"
    gsub(/`/, "", cell[2])
    print "form " cell[2]
    print "questions " cell[2] " " cell[questions]
    print "status " cell[2] " " cell[status]
    print "minutes " cell[2] " " cell[minutes]
}

/^[|] / {
    split($0, cell, / *[|] */)
    if (cell[2] == "Rather") in_examples = 1
    else if (in_examples) print "example " cell[2]
}

!/^[|]/ { in_examples = 0 }

{
    line = $0
    form = ""
    while (match(line, /`[^`]*`/)) {
        word = substr(line, RSTART + 1, RLENGTH - 2)
        line = substr(line, RSTART + RLENGTH)
        if (word ~ /^[.][a-z][a-z0-9_]*$/) word = form word
        if (word !~ /^([a-z][a-z0-9_]*)?([.][a-z][a-z0-9_]*)?$/) continue
        print "name " word " line " FNR
        form = word
        sub(/[.].*/, "", form)
    }
}
END_OF_AWK

facts_of_forms() { # ROOT
    "$awk" -f "$scratch/form.awk" "$1"/forms/*.yaml | sort >"$scratch/forms"
    sed -n 's/^unreadable //p' "$scratch/forms"
}

facts_of_guide() { # ROOT
    # The lessons make up files of their own; examples.sh runs them.
    "$awk" '/^## /{ lesson = /first instrument|own words/ } { print lesson ? "" : $0 }' \
        "$1/forms/README.md" | "$awk" -f "$scratch/guide.awk" | sort >"$scratch/guide"
    sed -n 's/^unreadable //p' "$scratch/guide"
}

# Facts of one KIND that the forms, or the guide, have alone.
compare() { # KIND
    sed -n "s/^$1 //p" "$scratch/forms" >"$scratch/forms.kind"
    sed -n "s/^$1 //p" "$scratch/guide" >"$scratch/guide.kind"
    [ -s "$scratch/guide.kind" ] || echo "the catalogue was not found"
    comm -23 "$scratch/forms.kind" "$scratch/guide.kind" | sed 's/^/the catalogue lacks: /'
    comm -13 "$scratch/forms.kind" "$scratch/guide.kind" | sed 's/^/no form has: /'
}

# One row for each form that is installed, and each file is installed.
find_forms() { # ROOT
    facts_of_forms "$1" && facts_of_guide "$1" && compare form
    sed -n 's|^[[:space:]]*forms/\([a-z0-9_]*\)[.]yaml.*|\1|p' "$1/forms/local.mk" |
        sort >"$scratch/installed"
    sed -n 's/^form //p' "$scratch/forms" >"$scratch/files"
    comm -23 "$scratch/installed" "$scratch/files" | sed 's/^/installed, but no file: /'
    comm -13 "$scratch/installed" "$scratch/files" | sed 's/^/not installed: /'
}

find_questions() { # ROOT
    facts_of_forms "$1" && facts_of_guide "$1" && compare questions
}

find_states() { # ROOT
    facts_of_forms "$1" && facts_of_guide "$1" && compare status
}

# Every name is a form, an item, or a key of the language of forms.
find_names() { # ROOT
    facts_of_forms "$1" && facts_of_guide "$1"
    {
        sed -nE 's/^(form|item) //p' "$scratch/forms"
        sed -n 's/^[.]It Ic \([a-z_]*\).*/\1/p' "$1/man/verhaal-form.5"
    } | sort -u >"$scratch/known"
    grep -q '^name .*[.]' "$scratch/guide" || echo "no item was found in the guide"
    sed -n 's/^name //p' "$scratch/guide" | while read -r name place; do
        grep -qxF -e "$name" "$scratch/known" || echo "$place: neither form nor item: $name"
    done
}

# Each number of minutes stands, as a word, in the English purpose of the form.
find_minutes() { # ROOT
    facts_of_guide "$1"
    grep -q '^minutes .*[0-9]' "$scratch/guide" || echo "no minutes were found"
    sed -n 's/^minutes //p' "$scratch/guide" | while read -r form said; do
        sed -n '/^purpose:/,/^  nl:/p' "$1/forms/$form.yaml" | tr '[:upper:]\n' '[:lower:] ' \
            >"$scratch/purpose"
        echo "$said" | grep -oE '[0-9]+' | while read -r number; do
            case $number in
            2) word=two ;;
            5) word=five ;;
            10) word=ten ;;
            15) word=fifteen ;;
            20) word=twenty ;;
            25) word=twenty-five ;;
            30) word=thirty ;;
            40) word=forty ;;
            45) word=forty-five ;;
            60) word='an hour' ;;
            *) word=$number ;;
            esac
            grep -qE "(^|[^a-z-])$word([^a-z-]|\$)" "$scratch/purpose" ||
                echo "$form: its purpose does not speak of $number minutes"
        done
    done
}

# What is recommended as a good prompt is one of a form. There the name of the
# problem stands for the dots.
find_examples() { # ROOT
    facts_of_guide "$1"
    cat "$1"/forms/*.yaml | tr '\n' ' ' | sed 's/  */ /g; s/[$]{[a-z_]*}/"…"/g' >"$scratch/texts"
    grep -q '^example ' "$scratch/guide" || echo "no examples were found"
    sed -n 's/^example //p' "$scratch/guide" | while read -r example; do
        grep -qF -e "$example" "$scratch/texts" || echo "in no form: $example"
    done
}

# The number in the head, for those who read no further.
find_total() { # ROOT
    facts_of_forms "$1"
    total=$(grep -c '^form ' "$scratch/forms")
    for file in forms/README.md README.md; do
        grep -qE "(^|[^0-9])$total instruments" "$1/$file" ||
            echo "$file: does not say that there are $total instruments"
    done
}

# The program counts as this script does.
find_other_counts() { # ROOT
    facts_of_forms "$1"
    sed -n 's/^questions \([a-z0-9_]*\) .*(\(.*\))/\1 \2/p' "$scratch/forms" >"$scratch/here"
    "$program" forms </dev/null |
        "$awk" '{ for (i = NF; i > 0 && $i !~ /%$/; i--); print $1, $(i + 1) }' |
        sort >"$scratch/there"
    comm -3 "$scratch/here" "$scratch/there" | tr '\t' ' '
}

# --- running ---------------------------------------------------------------------

number=0
failed=0

result() { # OK-OR-EMPTY DESCRIPTION
    number=$((number + 1))
    if [ -n "$1" ]; then
        echo "ok $number - $2"
    else
        echo "not ok $number - $2"
        sed 's/^/# /' "$scratch/result"
        failed=1
    fi
}

rule() { # DESCRIPTION COMMAND
    "$2" "$source_tree" >"$scratch/result" 2>&1
    result "$([ -s "$scratch/result" ] || echo yes)" "$1"
}

# A copy of the tree with one FILE changed by sed; the comparison must say PATTERN.
control() { # DESCRIPTION COMMAND FILE SCRIPT PATTERN
    rm -rf "$scratch/tree"
    mkdir -p "$scratch/tree/man" &&
        cp -R "$source_tree/forms" "$source_tree/README.md" "$scratch/tree" &&
        cp "$source_tree/man/verhaal-form.5" "$scratch/tree/man" &&
        chmod -R u+w "$scratch/tree" || exit 99
    sed "$4" "$source_tree/$3" >"$scratch/tree/$3"
    if cmp -s "$source_tree/$3" "$scratch/tree/$3"; then
        echo "nothing was changed in $3" >"$scratch/result"
    else
        "$2" "$scratch/tree" >"$scratch/result" 2>&1
    fi
    result "$(grep -E -e "$5" "$scratch/result")" "control: $1"
}

guide=forms/README.md
control 'a form without a row' find_forms $guide \
    '/^| `consent` |/d' '^the catalogue lacks: consent$'
control 'a row without a form' find_forms $guide \
    's/^| `consent` |/| `consents` |/' '^no form has: consents$'
control 'a form with two rows' find_forms $guide \
    '/^| `consent` |/p' '^no form has: consent$'
control 'a form that is not installed' find_forms forms/local.mk \
    '/consent/d' '^not installed: consent$'
control 'an installed form without a file' find_forms forms/local.mk \
    's/consent/assent/' '^installed, but no file: assent$'
rule 'each installed form has its row' find_forms
control 'a number in the catalogue' find_questions $guide \
    '/^| `consent` |/s/| 6 (/| 7 (/' '^no form has: consent 7 '
control 'a question more in a form' find_questions forms/consent.yaml \
    's/prefix: "9a"/prefix: "10"/' '^the catalogue lacks: consent 7 [(]30[)]$'
control 'something more to fill in' find_questions forms/consent.yaml \
    '/name: introduction/,/type:/s/type: note/type: text/' \
    '^the catalogue lacks: consent 6 [(]31[)]$'
control 'a question without its number' find_questions forms/consent.yaml \
    's/prefix: "9"/prefix: "8a"/' '^the catalogue lacks: consent 5 [(]30[)]$'
rule 'each row has the numbers of questions' find_questions
control 'a status in the catalogue' find_states $guide \
    '/^| `consent` |/s/| draft |/| reviewed |/' '^no form has: consent reviewed$'
control 'the status of a form' find_states forms/consent.yaml \
    's/^status: draft/status: reviewed/' \
    '^the catalogue lacks: consent reviewed; en draft; nl draft$'
control 'the status of one language' find_states forms/consent.yaml \
    '/^  nl:$/,/status:/s/status: draft/status: reviewed/' \
    '^the catalogue lacks: consent draft; nl reviewed$'
rule 'each row has the status' find_states
control 'an item that is not there' find_names $guide \
    's/`alliance[.]fears`/`alliance.tears`/; s/`[.]fears`/`.tears`/' \
    '^line [0-9]+: neither form nor item: alliance[.]tears$'
control 'an item that was renamed' find_names forms/alliance.yaml \
    's/name: hard_to_come$/name: hard_to_begin/' 'neither form nor item: alliance[.]hard_to_come$'
control 'an item of another form' find_names $guide \
    's/`[.]rights`/`safety.rights`/' 'neither form nor item: safety[.]rights$'
control 'a choice is no item' find_names $guide \
    's/`[.]rights`/`alliance.crazy`/' 'neither form nor item: alliance[.]crazy$'
control 'a form in the text' find_names $guide \
    's/`language_interpreter`,$/`language_interpreters`,/' \
    'neither form nor item: language_interpreters$'
rule 'each form and item that is named exists' find_names
control 'minutes' find_minutes $guide \
    '/^| `cfi_core` |/s/| 20 |/| 25 |/' '^cfi_core: its purpose does not speak of 25 minutes$'
control 'minutes of a form' find_minutes forms/cfi_core.yaml \
    's/twenty minutes/twenty-five minutes/' '^cfi_core: its purpose does not speak of 20 minutes$'
rule 'each purpose speaks of these minutes' find_minutes
control 'a good example that no form has' find_examples $guide \
    's/Who or what gives you support/Who or what lends you support/' \
    '^in no form: Who or what lends you support with "…"[?]$'
rule 'the good examples are those of the forms' find_examples
control 'the total' find_total $guide 's/[0-9]* instruments/7 instruments/' \
    '^forms/README.md: does not say'
rule 'the total' find_total
control 'a row with a cell too many' find_forms $guide \
    's/^| `consent` | /&more | /' 'not as many cells as the head$'
control 'an item in braces' find_forms forms/consent.yaml \
    's/- name: answers_date$/- {name: answers_date}/' 'an item in braces$'
if [ -x "$program" ]; then
    control 'another count' find_other_counts forms/consent.yaml \
        '/name: how_given/,/type:/s/type: text/type: note/' '^ *consent 29$'
    rule 'the program counts the same' find_other_counts
else
    echo "ok $((number + 1)) - control: another count # SKIP the program is not built"
    echo "ok $((number + 2)) - the program counts the same # SKIP the program is not built"
    number=$((number + 2))
fi
echo "1..$number"
exit $failed
