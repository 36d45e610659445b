#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
#
# Whether the manual tells what the program does: every row of the tables of
# commands, options, form keys and codes stands in the man pages, nothing else
# does, and what it shows runs (examples of forms: examples.sh). Speaks TAP. Each is tried
# on a copy that lacks one thing and invents another.
#
#   tests/docs.sh [SOURCE-TREE [BUILD-TREE]]
#
# The programs of awk and sed stand in single quotes; comparisons are called by
# name.
# shellcheck disable=SC2016,SC2317

set -u
LC_ALL=C.UTF-8
export LC_ALL
unset LANGUAGE

source_tree=${1:-${VERHAAL_TEST_SRCDIR:-.}}
build_tree=${2:-${VERHAAL_TEST_BUILDDIR:-.}}
awk=${AWK:-awk}

# The lines of FILE after one that matches FROM, up to one that matches TO.
between() { # FILE FROM TO
    FROM=$2 TO=$3 "$awk" '
        on && $0 ~ ENVIRON["TO"] { exit }
        on
        $0 ~ ENVIRON["FROM"] { on = 1 }' "$1"
}

# The rows of a C table, wherever in its room it stands; it may stand in several files.
table() { # ROOT ROOM NAME
    NAME=" $3\\[\\] = " "$awk" '
        FNR == 1 { on = 0 }
        $0 ~ ENVIRON["NAME"] { on = 1 }
        on
        on && /};/ { on = 0 }' "$1/src/$2"/*.c
}

# One section of a man page.
section() { # FILE TITLE
    between "$1" "^[.]Sh $2\$" '^[.]Sh '
}

# The first text of each row of a C table: {"text", …
first_texts() {
    sed -n 's/^ *{"\([^"]*\)".*/\1/p'
}

# What tables hold and the page lacks, what the page has and no table knows.
compare() { # WHERE (needs and has are in the scratch directory)
    sort -u "$scratch/needs" >"$scratch/needs.sorted"
    sort -u "$scratch/has" >"$scratch/has.sorted"
    [ -s "$scratch/needs.sorted" ] || echo "$1: the table was not found"
    comm -23 "$scratch/needs.sorted" "$scratch/has.sorted" | sed "s|^|$1: missing: |"
    comm -13 "$scratch/needs.sorted" "$scratch/has.sorted" | sed "s|^|$1: unknown: |"
}

# Each word of needs occurs in the text has.
occurs() { # WHERE
    [ -s "$scratch/needs" ] || echo "$1: the table was not found"
    while read -r word; do
        grep -qE "(^|[^A-Za-z0-9_-])$word([^A-Za-z0-9_-]|\$)" "$scratch/has" ||
            echo "$1: missing: $word"
    done <"$scratch/needs"
}

# --- verhaal(1) ------------------------------------------------------------------

find_screen_commands() { # ROOT
    table "$1" app 'struct command commands' |
        "$awk" -F ', *' '/^ *\{"/ {
            for (i = 1; i <= 3; i++) gsub(/^ *\{?"|"$/, "", $i)
            keys = $2 == "NULL" ? "" : "Cm " $2 ($3 == "NULL" ? "" : " , " $3) " Pq "
            print ".It " keys "Ic " $1
        }' >"$scratch/needs"
    section "$1/man/verhaal.1" 'THE FULL SCREEN' | grep '^[.]It .*Ic ' >"$scratch/has"
    compare 'verhaal.1, keys'
}

find_commands() { # ROOT
    table "$1" cli 'struct cli_command commands' |
        first_texts >"$scratch/needs"
    section "$1/man/verhaal.1" COMMANDS |
        sed -nE -e 's/ (Fl|Ar|Cm|Oo|Op) .*//' -e 's/^[.]It Ic //p' >"$scratch/has"
    compare 'verhaal.1, commands'
}

find_options() { # ROOT
    sed -nE -e 's/^ *TEXT\("([^"]*)", NULL,.*/.It Fl -\1/p' \
        -e 's/^ *TEXT\("([^"]*)", (N_\()?"([^"]*)"\)?,.*/.It Fl -\1 Ar \3/p' \
        "$1/src/cli/arguments.c" >"$scratch/needs"
    section "$1/man/verhaal.1" OPTIONS | grep '^[.]It Fl -' >"$scratch/has"
    compare 'verhaal.1, options'
}

find_dialogue() { # ROOT
    table "$1" cli 'struct dialogue_command commands' |
        first_texts >"$scratch/needs"
    section "$1/man/verhaal.1" 'THE DIALOGUE' |
        sed -n 's/^[.]It Ic :\([a-z]*\).*/\1/p' >"$scratch/has"
    compare 'verhaal.1, dialogue'
}

find_answer_keys() { # ROOT
    table "$1" app known | grep -o '"[a-z]*"' | tr -d '"' >"$scratch/needs"
    section "$1/man/verhaal.1" 'ANSWERS FILES' | sed -n 's/^[.]It Ic //p' >"$scratch/has"
    compare 'verhaal.1, answers files'
}

find_answer_codes() { # ROOT
    sed -nE 's/^ *\[(BY|HOW|STATE)_[A-Z_]*\] = \{"([a-z_]*)".*/\2/p' \
        "$1/src/record/answer.c" >"$scratch/needs"
    section "$1/man/verhaal.1" 'ANSWERS FILES' >"$scratch/has"
    occurs 'verhaal.1, codes of answers'
}

# Formats, classes of damage, events of the log, variables of the environment.
find_words() { # ROOT
    table "$1" export formats | first_texts >"$scratch/needs"
    section "$1/man/verhaal.1" OPTIONS >"$scratch/has"
    occurs 'verhaal.1, formats'
    sed -nE 's/^ *\[(DAMAGE|AUDIT)_[A-Z_]*\] = "([a-z-]*)".*/\2/p' "$1/src/vault/damage.c" \
        "$1/src/vault/audit.c" | grep -v '^none$' >"$scratch/needs"
    section "$1/man/verhaal.1" COMMANDS >"$scratch/has"
    occurs 'verhaal.1, words of the vault'
    find "$1/src" -name '*.c' -exec grep -ho 'getenv("[A-Z_]*")' {} + |
        sed 's/.*"\(.*\)".*/\1/' | sort -u >"$scratch/needs"
    section "$1/man/verhaal.1" ENVIRONMENT >"$scratch/has"
    occurs 'verhaal.1, environment'
}

# --- verhaal-form(5) -------------------------------------------------------------

find_form_keys() { # ROOT
    while read -r keys title; do
        table "$1" form "$keys" | first_texts >"$scratch/needs"
        section "$1/man/verhaal-form.5" "$title" |
            sed -n 's/^[.]It Ic \([a-z_]*\)$/\1/p' >"$scratch/has"
        compare "verhaal-form.5, $title"
    done <<END
form_keys FORM KEYS
review_keys REVIEW KEYS
term_keys TERM KEYS
item_keys ITEM KEYS
other_keys OTHER KEYS
choice_keys CHOICE KEYS
END
}

find_types() { # ROOT
    sed -n 's/^ *\[ITEM_[A-Z_]*\] = "\([a-z_]*\)".*/\1/p' "$1/src/form/form.c" >"$scratch/needs"
    section "$1/man/verhaal-form.5" 'ITEM TYPES' | sed -n 's/^[.]It Cm //p' >"$scratch/has"
    compare 'verhaal-form.5, types'
}

find_functions() { # ROOT
    table "$1" form functions | first_texts >"$scratch/needs"
    section "$1/man/verhaal-form.5" CONDITIONS |
        sed -n 's/^[.]It Fn \([a-z-]*\).*/\1/p' >"$scratch/has"
    compare 'verhaal-form.5, functions'
}

find_lint_codes() { # ROOT
    codes='"[EW][0-9]{3}"'
    grep -rhoE --include='*.c' "$codes" "$1/src" | tr -d '"' >"$scratch/needs"
    section "$1/man/verhaal-form.5" DIAGNOSTICS | sed -n 's/^[.]It //p' >"$scratch/has"
    compare 'verhaal-form.5, findings'
    # Each that is reported is explained, and the other way round.
    find "$1/src" -name '*.c' ! -name finding.c -exec grep -hoE "$codes" {} + |
        tr -d '"' >"$scratch/needs"
    grep -oE '\{"[EW][0-9]{3}"' "$1/src/form/finding.c" | tr -d '{"' >"$scratch/has"
    compare 'finding.c'
    # And has a test.
    cp "$scratch/has" "$scratch/needs"
    cat "$source_tree"/tests/unit/*.c >"$scratch/has"
    occurs 'tests/unit'
}

# --- guides ----------------------------------------------------------------------

# Files that the guides name are there.
find_guide_files() { # ROOT
    for guide in ARCHITECTURE.md README.md; do
        [ -f "$1/$guide" ] || { echo "$guide: is not there" && continue; }
        grep -oE '[a-z_]+(/[a-z_]+)+\.(c|h|sh|yaml|mk|md)' "$1/$guide" | sort -u |
            while read -r name; do
                [ -f "$1/$name" ] || [ -f "$1/src/$name" ] || echo "$guide: no such file: $name"
            done
    done
}

# --- examples --------------------------------------------------------------------

program=$build_tree/verhaal

# Options of each command, as its own help lists them, stand with it in the page.
find_command_options() { # ROOT
    section "$1/man/verhaal.1" COMMANDS | sed -n 's/^[.]It Ic //p' >"$scratch/pages"
    table "$1" cli 'struct cli_command commands' |
        first_texts >"$scratch/names"
    while read -r name; do
        # shellcheck disable=SC2086  # a command may be two words
        "$program" $name --help </dev/null | sed -n 's/^  --\([a-z-]*\).*/\1/p' |
            grep -vxE 'vault|user|passphrase-file|lang|plain|ascii' >"$scratch/needs"
        grep -E "^$name( |\$)" "$scratch/pages" | grep -oE 'Fl -[a-z-]+' |
            sed 's/^Fl -//' | grep -vx user >"$scratch/has"
        comm_options "$name"
    done <"$scratch/names"
}

comm_options() { # NAME
    sort -u "$scratch/needs" >"$scratch/needs.sorted"
    sort -u "$scratch/has" >"$scratch/has.sorted"
    comm -3 "$scratch/needs.sorted" "$scratch/has.sorted" | tr -d '\t' |
        sed "s|^|verhaal.1, $1: differs in: |"
}

# The example of an answers file, recorded in a vault of its own.
find_bad_answers() { # ROOT
    home=$scratch/home
    rm -rf "$home" && mkdir -p "$home" || return
    section "$1/man/verhaal.1" 'ANSWERS FILES' |
        "$awk" '/^[.]Ed/ { exit } on; /^[.]Bd/ { on = 1 }' >"$home/answers.yaml"
    echo 'not to be used for patients' >"$home/passphrase"
    in_home init --user anna --fast-key --recovery-file "$home/recovery" &&
        in_home patient add --code K-17 --birth 'about 1960' --languages 'ti nl' &&
        in_home fill K-17 cfi_core "$home/answers.yaml"
}

in_home() { # ARGUMENT... (says what went wrong, else nothing)
    HOME=$home XDG_DATA_HOME=$home/data XDG_STATE_HOME=$home/state XDG_CONFIG_HOME=$home/config \
        "$program" "$@" --passphrase-file "$home/passphrase" >"$home/output" 2>&1 </dev/null ||
        { cat "$home/output" && return 1; }
}

# --- screens ---------------------------------------------------------------------

# The screens that README shows, as a terminal shows them.
play_demo() { # RESULT
    mkdir -p "$scratch/player" || return
    HOME=$scratch/player TERM=screen tmux -u -L "$socket" -f /dev/null new-session -d -x 80 -y 24 \
        "unset LINES COLUMNS NO_COLOR; '$program' demo" || return
    shot 'F2 New patient' "$1" && press nab && press Enter && shot Interviews /dev/null &&
        press Enter && press F6 && press lighter && press Enter && shot 'Background may be' "$1" &&
        press F5 && shot 'Speelt iets' /dev/null && press F2 && shot 'Said now' /dev/null &&
        press 'The heart clinic wrote: not before December' && shot 'before December' "$1" &&
        press Enter && shot '1 captured' "$1" &&
        press F9 && press PgDn && press PgDn && shot 'Nobody in the family' "$1" &&
        press F8 && shot 'what happened in a life' /dev/null && press Enter &&
        shot 'born in Alexandria' "$1" &&
        press F8 && shot 'what happened in a life' /dev/null && press Down && press Enter &&
        shot 'new bakery' "$1"
    press C-q
    shot 'no such screen' /dev/null 30 >/dev/null
    tmux -L "$socket" kill-server 2>/dev/null
}

press() { # KEY
    tmux -L "$socket" send-keys "$1" 2>/dev/null
}

# Waits until PATTERN is on the screen, then adds all of it to FILE.
shot() { # PATTERN FILE [TENTHS-OF-A-SECOND]
    for _ in $("$awk" -v count="${3:-600}" 'BEGIN { for (i = 0; i < count; i++) print i }'); do
        tmux -L "$socket" capture-pane -p >"$scratch/screen" 2>/dev/null || return 1
        if grep -qF "$1" "$scratch/screen"; then
            sed 's/ *$//' "$scratch/screen" >>"$2"
            return 0
        fi
        sleep 0.1
    done
    echo "never on the screen: $1"
    return 1
}

# Lines of README's screens that no screen has.
find_stale_screens() { # ROOT
    [ -s "$scratch/screens" ] || play_demo "$scratch/screens"
    "$awk" '
        /^```/ { inside = !inside; on = inside && /^```$/; next }
        on && NF' "$1/README.md" >"$scratch/shown"
    [ -s "$scratch/shown" ] || echo 'README.md: no screens'
    # Ages and years to come depend on today: a digit is any digit.
    sed 's/[0-9]/0/g' "$scratch/screens" >"$scratch/screens.any"
    sed 's/[0-9]/0/g' "$scratch/shown" >"$scratch/shown.any"
    grep -vxFf "$scratch/screens.any" "$scratch/shown.any" | sed 's/^/README.md: /'
}

find_examples() { # ROOT
    find_command_options "$1"
    find_bad_answers "$1"
}

# --- TAP ---------------------------------------------------------------------

failed=0
number=0

result() { # OK DESCRIPTION FILE-WITH-DETAILS
    number=$((number + 1))
    if [ "$1" = 0 ]; then
        echo "ok $number - $2"
    else
        echo "not ok $number - $2"
        sed 's/^/# /' "$3"
        failed=1
    fi
}

rule() { # DESCRIPTION COMMAND ROOT
    "$2" "$3" >"$scratch/result" 2>&1
    if [ -s "$scratch/result" ]; then
        result 1 "$1" "$scratch/result"
    else
        result 0 "$1"
    fi
}

# The comparison must say each of the EXPECTED patterns of the bad tree.
control() { # DESCRIPTION COMMAND ROOT EXPECTED...
    title=$1 command=$2 root=$3
    shift 3
    "$command" "$root" >"$scratch/result" 2>&1
    : >"$scratch/unseen"
    for pattern; do
        grep -qE "$pattern" "$scratch/result" || echo "does not say: $pattern" >>"$scratch/unseen"
    done
    if [ -s "$scratch/unseen" ]; then
        cat "$scratch/result" >>"$scratch/unseen"
        result 1 "control: $title" "$scratch/unseen"
    else
        result 0 "control: $title"
    fi
}

# A copy of what is compared, with one row of each table under another name.
make_bad_tree() {
    mkdir -p "$1" &&
        cp -R "$source_tree/src" "$source_tree/man" "$1" &&
        cp "$source_tree"/*.md "$1" && chmod -R u+w "$1" || exit 99
    change() { # PATTERN-OF-FILES SCRIPT
        for file in "$bad"/$1; do
            sed "$2" "$file" >"$scratch/changed" && cp "$scratch/changed" "$file"
        done
    }
    change 'src/app/*.c' 's/{"skip", "F4"/{"skip", "F7"/'
    change 'src/cli/*.c' 's/{"verify", /{"prove", /'
    change 'src/cli/*.c' 's/TEXT("theme", /TEXT("colours", /'
    change 'src/cli/*.c' 's/{"later", /{"park", /'
    change 'src/app/*.c' 's/"gloss"/"sense"/'
    change 'src/record/*.c' 's/{"declined", /{"spurned", /'
    change 'src/vault/*.c' 's/"export"/"carried-off"/'
    change 'src/term/*.c' 's/getenv("NO_COLOR")/getenv("NO_COLOUR")/'
    change 'src/form/*.c' 's/{"probes", /{"prompts", /'
    change 'src/form/*.c' 's/= "yes_no"/= "truth"/'
    change 'src/form/*.c' 's/{"coalesce", /{"either", /'
    change 'src/form/*.c' 's/"W409"/"W499"/'
    change src/form/finding.c 's/{"E301"/{"E399"/'
    change man/verhaal.1 '/^[.]It Ic summary /s/ Oo Fl -out Ar FILE Oc/ Oo Fl -json Oc/; s/^problem:$/problems:/'
    change README.md 's/Nabil Gerges/Nabil Georges/'
    echo 'See record/nobody.c.' >>"$bad/ARCHITECTURE.md"
}

scratch=$(mktemp -d) || exit 99
socket=verhaal-docs-$$
clean_up() {
    tmux -L "$socket" kill-server 2>/dev/null
    rm -rf "$scratch"
}
trap clean_up EXIT
trap 'exit 1' HUP INT TERM
bad=$scratch/tree
make_bad_tree "$bad"

echo 1..28
control 'keys of the full screen' find_screen_commands "$bad" 'missing: .It Cm F7 Pq Ic skip' \
    'unknown: .It Cm F4 Pq Ic skip'
rule 'each command of the full screen, with its keys' find_screen_commands "$source_tree"
control 'commands' find_commands "$bad" 'missing: prove' 'unknown: verify'
rule 'each command' find_commands "$source_tree"
control 'options' find_options "$bad" 'missing: .It Fl -colours' 'unknown: .It Fl -theme'
rule 'each option' find_options "$source_tree"
control 'dialogue' find_dialogue "$bad" 'missing: park' 'unknown: later'
rule 'each command of the dialogue' find_dialogue "$source_tree"
control 'keys of an answer' find_answer_keys "$bad" 'missing: sense' 'unknown: gloss'
rule 'each key of an answer' find_answer_keys "$source_tree"
control 'codes of an answer' find_answer_codes "$bad" 'missing: spurned'
rule 'each code of an answer' find_answer_codes "$source_tree"
control 'words' find_words "$bad" 'missing: carried-off' 'missing: NO_COLOUR'
rule 'formats, damage, events, environment' find_words "$source_tree"
control 'form keys' find_form_keys "$bad" 'ITEM KEYS: missing: prompts' 'ITEM KEYS: unknown: probes'
rule 'each key of a form' find_form_keys "$source_tree"
control 'types and functions' find_types "$bad" 'missing: truth' 'unknown: yes_no'
rule 'each type' find_types "$source_tree"
control 'functions' find_functions "$bad" 'missing: either' 'unknown: coalesce'
rule 'each function' find_functions "$source_tree"
control 'findings' find_lint_codes "$bad" 'missing: W499' 'unknown: W409' \
    'finding.c: missing: E301' 'finding.c: unknown: E399' 'tests/unit: missing: E399'
rule 'each finding' find_lint_codes "$source_tree"
control 'files' find_guide_files "$bad" 'no such file: record/nobody.c'
rule 'files that the guides name' find_guide_files "$source_tree"
if [ -x "$program" ]; then
    control 'examples' find_examples "$bad" 'summary: differs in: out' 'summary: differs in: json' \
        'no item "problems"'
    rule 'options of each command; the examples run' find_examples "$source_tree"
else
    echo 'ok 27 - control: examples # SKIP the program is not built'
    echo 'ok 28 - options of each command; the examples run # SKIP the program is not built'
fi
if [ -x "$program" ] && command -v tmux >/dev/null 2>&1; then
    control 'screens' find_stale_screens "$bad" 'README.md:.*Nabil Georges'
    rule 'the screens that README shows' find_stale_screens "$source_tree"
else
    echo 'ok 29 - control: screens # SKIP the program is not built, or no tmux'
    echo 'ok 30 - the screens that README shows # SKIP the program is not built, or no tmux'
fi
exit $failed
