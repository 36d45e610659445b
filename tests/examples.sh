#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
#
# Runs the examples of verhaal-form(5) and of forms/README.md: each literal block
# stands below a comment that says what it is, and is made into a form that has to
# be without findings. What a manual shows is what people copy. In the README that
# is <!-- example: form -->, and only blocks of yaml are looked at.
#
#   .\" example: form            a whole form
#   .\" example: form keys       keys of a form, beside a question
#   .\" example: items           items of a form
#   .\" example: item TYPE       keys of an item of that type
#   .\" example: conditions      one a line, on items of the whole form above all
#   .\" example: overlay FORM    texts laid over an installed form
#   .\" example: findings CODE   form that is wrong on purpose, in this one way
#   .\" example: shown           what the program says or takes; not run
#
# Speaks TAP.
#
#   tests/examples.sh [SOURCE-TREE [BUILD-TREE]]
#
# The programs of awk stand in single quotes.
# shellcheck disable=SC2016

set -u
LC_ALL=C.UTF-8
export LC_ALL
unset LANGUAGE

source_tree=${1:-${VERHAAL_TEST_SRCDIR:-.}}
program=${2:-${VERHAAL_TEST_BUILDDIR:-.}}/verhaal
awk=${AWK:-awk}
scratch=$(mktemp -d "${TMPDIR:-/tmp}/examples.XXXXXX") || exit 99
trap 'rm -rf "$scratch"' EXIT
trap 'exit 99' HUP INT TERM
number=0 failed=0

# Writes each block into a file of its own, with its kind on the first line.
split() { # MANUAL DIRECTORY
    "$awk" -v into="$2" '
        /^[.]\\" example: [a-z]/ { kind = $0; sub(/^[.]\\" example: /, "", kind); next }
        /^[.]Bd -literal/ {
            count++
            file = sprintf("%s/%03d", into, count)
            print (kind == "" ? "unmarked line " NR : kind) > file
            kind = ""
            on = 1
            next
        }
        /^[.]Ed/ { if (on) close(file); on = 0; next }
        on {
            gsub(/\\&/, "")
            gsub(/\\e/, "\\")
            gsub(/\\-/, "-")
            print > file
        }' "$1"
}

# The same of a page in Markdown, counted on.
split_markdown() { # PAGE DIRECTORY
    "$awk" -v into="$2" '
        /^<!-- example: [a-z]/ {
            kind = $0
            sub(/^<!-- example: /, "", kind)
            sub(/ *-->$/, "", kind)
            next
        }
        /^```yaml/ {
            count++
            file = sprintf("%s/page-%03d", into, count)
            print (kind == "" ? "unmarked line " NR : kind) > file
            kind = ""
            on = 1
            next
        }
        /^```/ { if (on) close(file); on = 0; next }
        on { print > file }' "$1"
}

head_of_form() {
    cat <<'HEAD'
form_id: example
version: "1"
form_title: {en: Example, nl: Voorbeeld}
languages: [en, nl]
status: draft
HEAD
}

one_question() {
    echo '  - {name: question, type: text, label: {en: A question, nl: Een vraag}}'
}

# The first whole form of the manual, without its end, and a question for each condition.
form_of_conditions() { # BLOCK
    for block in "$scratch"/blocks/*; do
        if [ "$(head -n 1 "$block")" = form ]; then
            tail -n +2 "$block"
            break
        fi
    done
    tail -n +2 "$1" | "$awk" 'NF {
        rule = $0
        gsub(/^[ ]+/, "", rule)
        gsub(/"/, "\\\"", rule)
        printf "  - name: condition_%d\n    type: text\n", NR
        print "    label: {en: A question, nl: Een vraag}"
        printf "    relevant: \"%s\"\n", rule
    }'
}

form_of() { # KIND BLOCK
    case $1 in
    form | overlay* | findings*) tail -n +2 "$2" ;;
    'form keys')
        head_of_form | "$awk" 'NR == FNR { if (match($0, /^[a-z_]+:/)) has[$1] = 1; next }
            !($1 in has)' "$2" -
        tail -n +2 "$2"
        grep -q '^items:' "$2" || { echo 'items:' && one_question; }
        ;;
    items)
        # In the languages that it is written in.
        if grep -q 'nl:' "$2"; then head_of_form; else head_of_form | sed 's/, nl[]]/]/; s/, nl: [A-Za-z]*}/}/'; fi
        echo 'items:'
        tail -n +2 "$2" | sed 's/^/  /'
        ;;
    'item '*)
        head_of_form
        echo 'items:'
        one_question
        echo '  - name: example_item'
        echo "    type: ${1#item }"
        grep -q '^label' "$2" || echo '    label: {en: An example, nl: Een voorbeeld}'
        tail -n +2 "$2" | sed 's/^/    /'
        ;;
    conditions) form_of_conditions "$2" ;;
    esac
}

report() { # RESULT NAME FILE
    number=$((number + 1))
    if [ "$1" = good ]; then
        echo "ok $number - $2"
    else
        echo "not ok $number - $2"
        failed=$((failed + 1))
        sed 's/^/# /' "$3"
    fi
}

run_block() { # BLOCK
    kind=$(head -n 1 "$1")
    name="example $(basename "$1"), $kind"
    result=bad
    : >"$scratch/said"
    case $kind in
    shown) return ;;
    unmarked*) echo 'a comment before it must say what kind of example it is' >"$scratch/said" ;;
    *)
        form_of "$kind" "$1" >"$scratch/example.yaml"
        "$program" check "$scratch/example.yaml" >"$scratch/said" 2>&1 </dev/null
        case $kind in
        findings*)
            [ "$(grep -cE ': (error|warning) ' "$scratch/said")" -eq 1 ] &&
                grep -qE ": (error|warning) ${kind#findings } " "$scratch/said" && result=good
            ;;
        *) grep -q 'no findings' "$scratch/said" && result=good ;;
        esac
        ;;
    esac
    report "$result" "$name" "$scratch/said"
}

# A manual with an example that is wrong, one that is not marked and a good one.
control() {
    cat >"$scratch/bad.5" <<'BAD'
.\" example: item text
.Bd -literal
maxlength: 3
.Ed
.Bd -literal
label: {en: A}
.Ed
.\" example: item integer
.Bd -literal
min: 3
.Ed
BAD
    mkdir "$scratch/bad" && split "$scratch/bad.5" "$scratch/bad"
    for block in "$scratch"/bad/*; do run_block "$block"; done >"$scratch/control"
    [ "$(grep -c '^not ok' "$scratch/control")" -eq 2 ] &&
        [ "$(grep -c '^ok' "$scratch/control")" -eq 1 ] && echo good || echo bad
}

mkdir "$scratch/blocks" && split "$source_tree/man/verhaal-form.5" "$scratch/blocks" &&
    split_markdown "$source_tree/forms/README.md" "$scratch/blocks"
controlled=$(control)
for block in "$scratch"/blocks/*; do
    run_block "$block"
done
report "$controlled" 'control: a wrong and an unmarked example are found' "$scratch/control"
echo "1..$number"
[ "$failed" -eq 0 ]
