#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
#
# The commands as a person or a program types them: what they print, what they
# return, and that bad input changes nothing. Speaks TAP.
#
#   tests/journeys/cli.sh [SOURCE-TREE [BUILD-TREE]]
#
# Conditions are handed over as text, hence the single quotes.
# shellcheck disable=SC2016,SC2317

set -u
source_tree=$(cd "${1:-${VERHAAL_TEST_SRCDIR:-.}}" && pwd) || exit 99
build_tree=$(cd "${2:-${VERHAAL_TEST_BUILDDIR:-.}}" && pwd) || exit 99
program=$build_tree/verhaal
story=$build_tree/tests/journeys/story_tool

place=${TMPDIR:-/tmp}
[ -w /dev/shm ] && place=${TMPDIR:-/dev/shm}
home=$(mktemp -d "$place/verhaal-cli-XXXXXX") || exit 99
holder=
trap 'chmod -R u+rwX "$home" 2>/dev/null; [ -n "$holder" ] && kill "$holder" 2>/dev/null; rm -rf "$home"' EXIT
trap 'exit 99' HUP INT TERM
cd "$home" || exit 99

HOME=$home
XDG_DATA_HOME=$home/data XDG_STATE_HOME=$home/state XDG_CONFIG_HOME=$home/config
LC_ALL=C.UTF-8
export HOME XDG_DATA_HOME XDG_STATE_HOME XDG_CONFIG_HOME LC_ALL
unset LANGUAGE LANG XDG_RUNTIME_DIR SOURCE_DATE_EPOCH

count=0
ok() {
    count=$((count + 1))
    echo "ok $count - $1"
}
not_ok() {
    count=$((count + 1))
    echo "not ok $count - $1"
    sed 's/^/# out: /' out 2>/dev/null | head -n 20
    sed 's/^/# err: /' err 2>/dev/null | head -n 20
}
# check NAME COMMAND…: the command is true
check() {
    name=$1
    shift
    if "$@"; then ok "$name"; else not_ok "$name"; fi
}
# v STATUS ARGUMENT…: runs the program; out and err hold what it said
v() {
    wanted=$1
    shift
    "$program" "$@" >out 2>err </dev/null
    status=$?
    [ "$status" -eq "$wanted" ] || {
        echo "# status $status, not $wanted: $*"
        return 1
    }
}
# open STATUS COMMAND…: with the vault and its passphrase
open() {
    wanted=$1
    shift
    v "$wanted" "$@" --vault vault.db --user anna --passphrase-file pass
}
# says TEXT: one message on standard error that has TEXT, and nothing on the other
says() {
    [ ! -s out ] && [ "$(grep -c . err)" -eq 1 ] && grep -qF -- "$1" err && grep -q '^verhaal: ' err
}
has() {
    grep -qF -- "$1" out
}
# has_key NAME PATTERN: a member of that name whose value matches
has_key() {
    grep -qE "\"$1\": *$2" out
}
same_vault() {
    [ "$(cat vault.db vault.db-wal 2>/dev/null | cksum)" = "$before" ]
}
remember() {
    before=$(cat vault.db vault.db-wal 2>/dev/null | cksum)
}

# ---- from nothing to a summary ----

echo 'zeven paarse olifanten' >pass
check "init as the issue writes it" \
    v 0 init --vault vault.db --user anna --passphrase-file pass --recovery-file recovery --fast-key
check "the recovery code has groups, and only its owner reads it" \
    sh -c 'grep -qE "^([0-9A-Za-z]+-){6,}[0-9A-Za-z]+$" recovery && [ "$(stat -c %a recovery)" = 600 ] &&
        [ "$(stat -c %a vault.db)" = 600 ]'
check "init does not replace a vault" \
    v 1 init --vault vault.db --user anna --passphrase-file pass --recovery-file other --fast-key
check "and makes no recovery file then" test ! -e other

open 0 patient add --name 'Yılmaz, Ayşe' --code A-17 --birth 'about 1984' --languages 'tr nl' --json
check "patient add prints an id" has_key id '"[0-9a-f]{32}"'
id=$(sed -n 's/.*"id": *"\([0-9a-f]*\)".*/\1/p' out)
check "patient list --json" open 0 patient list --json
check "it holds the patient" eval 'has_key id "\"$id\"" && has_key name "\"Yılmaz, Ayşe\"" && has_key code "\"A-17\""'
check "it is an array" sh -c 'head -c 1 out | grep -qF "["'
check "patient list for people" eval 'open 0 patient list && has "Yılmaz, Ayşe"'
check "patient list has what waits" eval 'open 0 patient list --json && has_key begun 0 && has_key keep_until "\"20[0-9-]*\""'
check "find in all records" eval 'open 0 find YILMAZ --json && has_key place "\"patient\"" && has_key name "\"Yılmaz, Ayşe\""'
check "find in one record" eval 'open 0 find --patient A-17 ayse && has "Yılmaz, Ayşe: Patient"'
check "find needs all words in one place" eval 'open 1 find ayse nobody && says "nothing found"'
check "find needs more than a letter" eval 'open 2 find y && says "two letters"'
check "find is logged, its words are not" eval 'open 0 audit --json && has_key event "\"search\"" && ! grep -qi "yilmaz" out'
check "patient show --json" eval 'open 0 patient show "$id" --json && has_key birth_edtf "\"1984~\"" && has_key interviews "\["'
check "patient show by name" eval 'open 0 patient show "yilmaz, ayse" && has "about 1984"'
check "a patient without name and code is refused" eval 'open 2 patient add --note x && says "--name or --code"'
check "an unknown patient is refused" eval 'open 1 patient show nobody && says "no such patient"'

check "forms --json" v 0 forms --json
check "cfi_core is there, whole in both languages" \
    eval 'has_key form_id "\"cfi_core\"" && has_key status "\"draft\"" && has_key en 100 && has_key nl 100 && has_key items "[0-9]+"'
check "forms NAME --json lists items" \
    eval 'v 0 forms cfi_core --json && has_key name "\"worst_part\"" && has_key path "\"[a-z_/.]*worst_part\"" && has_key type "\"select_one\"" && has_key label "\"Tell me"'
check "forms in Dutch" eval 'v 0 forms cfi_core --json --lang nl && has "Vertelt u eens"'
check "check finds nothing wrong with it" eval 'v 0 check cfi_core "$source_tree/forms/cfi_core.yaml"'

cat >answers.yaml <<'YAML'
reason_for_coming: "Slapen lukt niet; ح and é."
problem: {value: yorgunluk, by: patient, lang: tr, how: verbatim}
others_causes: {value: from grief, by: informant, relation: sister, how: summary}
course: worse
help_sources: [family, general_practitioner]
people_to_count_on: 3
identity_other_worries: {state: skipped, reason: no time}
began: spring 2024
YAML
check "fill" eval 'open 0 fill "$id" cfi_core answers.yaml --json && has_key answers 8'
check "fill by code" open 0 fill A-17 cfi_core answers.yaml

# Every type: in a file, in plain lines, and on paper.
mkdir -p "$XDG_CONFIG_HOME/verhaal/forms"
cp "$source_tree/tests/forms/every_type.yaml" "$XDG_CONFIG_HOME/verhaal/forms/"
cat >types.yaml <<'YAML'
dose: 1,5
weight: 150 pounds
burden: 7
circle: far
helper: doctor
wishes: [rest, home]
up_at: 2 pm
arrived: 12 March 2026 14:30
YAML
check "fill every type" eval 'open 0 fill "$id" every_type types.yaml --json && has_key answers 8'
check "summary of every type" eval 'open 0 summary "$id" --format text && has "150 pounds" && has "1. Rest, 2. A home" && has "14:00"'
check "dialogue: a number counts what is offered" eval \
    'printf ":go 9\n1\n:quit\n" >lines; "$program" dialogue "$id" every_type --vault vault.db --user anna --passphrase-file pass <lines >out 2>err && has "  1. A healer"; open 0 summary "$id" --format text && has "A healer"'
check "a blank form with every type" eval 'v 0 print "$source_tree/tests/forms/every_type.yaml" --format text && has "0 (light as a feather) ... 10 (too heavy to carry)" && has "[  ] A home" && has "( ) pounds"'
printf 'a letter, made up' >letter.txt
printf 'letter: letter.txt\n' >with-file.yaml
printf 'letter: not-there.txt\nstory: lost\n' >without-file.yaml
check "a file from a file of answers" eval 'open 0 fill "$id" every_type with-file.yaml --json && has_key answers 1'
check "a file that is not there: nothing is stored" eval \
    'open 1 fill "$id" every_type without-file.yaml && says without-file.yaml:1:9 && open 0 summary "$id" --format text && ! has lost'
check "the files of a patient" eval 'open 0 attachments "$id" && has "letter.txt  17  every_type.letter"'
check "the same for programs" eval 'open 0 attachments "$id" --json && has "text/plain"'
check "a file written out" eval 'open 0 attachments "$id" letter.txt --out back.txt && cmp letter.txt back.txt && [ "$(stat -c %a back.txt)" = 600 ]'
check "it replaces no file, either" eval 'open 1 attachments "$id" letter.txt --out back.txt && says back.txt'
check "no such file" eval 'open 1 attachments "$id" nothing.txt --out other.txt && says nothing.txt && [ ! -e other.txt ]'
check "the summary names the file" eval 'open 0 summary "$id" --format text && has "letter.txt (1 kB)"'
check "the log says that it went out" eval 'open 0 audit && has "attachment, 17 bytes"'
check "dialogue: attach and write" eval \
    'printf ":go 15\n:attach letter.txt\n:write again.txt\n:detach\n:undo\n:quit\n" >lines; "$program" dialogue "$id" every_type --vault vault.db --user anna --passphrase-file pass <lines >out 2>err && has "Attached and sealed" && cmp letter.txt again.txt'
rm "$XDG_CONFIG_HOME/verhaal/forms/every_type.yaml"
check "a summary for the patient" eval 'open 0 summary "$id" --format text --audience patient && ! has "from grief" && has yorgunluk && has "This copy is for you"'
check "a summary for a case discussion" eval 'open 0 summary "$id" --format text --audience case && ! has "A-17" && has "anonymous"'
check "case data: refused" eval 'open 1 summary "$id" --format json --audience case && says "another format"'
check "nobody else" eval 'open 2 summary "$id" --audience everybody && says colleague'
check "the log says for whom" eval 'open 0 audit && has "text for patient"'
check "summary as text" eval 'open 0 summary "$id" --format text && has "Slapen lukt niet; ح and é." && has "no time"'
check "summary as Markdown says who" eval 'open 0 summary "$id" --format markdown && has "sister (informant)" && has "> “yorgunluk”"'
check "summary as JSON" eval 'open 0 summary "$id" --format json && has "from grief"'
check "summary in Dutch" eval 'open 0 summary "$id" --format text --lang nl && has "Slapen lukt niet"'
check "summary to a file, for its owner alone" \
    eval 'open 0 summary "$id" --format markdown --out s.md && [ ! -s out ] && [ "$(stat -c %a s.md)" = 600 ] && grep -q yorgunluk s.md'
check "it replaces no file" eval 'open 1 summary "$id" --format markdown --out s.md && says s.md'
check "an unknown format is a mistake in usage" open 2 summary "$id" --format clay

# ---- drawings, without a vault and with one ----

cat >ties.txt <<'LINES'
# fictional
mother: strong here <>
GP: stressful here <
LINES
printf 'mother: strong\nGP: zzz\n"unclosed\n' >wrong.txt
printf '1998 spring: left Aleppo (-3) #migration\n2001~ - 2004: Izmir #residence\n' >life.txt
check "draw needs no vault" eval 'v 0 draw ecogram ties.txt && has "═" && has "mother: strong tie"'
check "draw fits the width" eval \
    'v 0 draw ecogram ties.txt --width 60 && [ "$(sed "/^In the centre/,\$d" out | wc -L)" -le 60 ]'
check "draw in ASCII" eval 'v 0 draw ecogram ties.txt --format ascii && ! grep -q "[^ -~]" out'
check "draw reads standard input" eval \
    '"$program" draw ecogram - --format outline <ties.txt >out 2>err && has "GP: stressful"'
check "draw as SVG" eval 'v 0 draw ecogram ties.txt --format svg && has "<svg " && has "</svg>"'
check "draw as a scene without faults" eval \
    'v 0 draw lifeline life.txt --format scene && has_key overlaps 0 && has_key label "\".*Izmir"'
check "the same lines, the same bytes" eval 'v 0 draw lifeline life.txt --format svg &&
    mv out one.svg && v 0 draw lifeline life.txt --format svg && cmp -s out one.svg'
check "draw tells every mistake with line and column" eval \
    'v 1 draw ecogram wrong.txt && [ ! -s out ] && [ "$(grep -c "wrong.txt:[23]:[0-9]*: " err)" -eq 2 ]'
check "draw replaces no file" eval 'v 1 draw ecogram ties.txt --out life.txt && says life.txt'
check "draw of a file that is not there" eval 'v 1 draw ecogram nobody.txt && says nobody.txt'
check "no drawing of that name" eval 'v 2 draw eckogram ties.txt && says "ecogram, lifeline"'
check "no such format of a drawing" eval 'v 2 draw ecogram ties.txt --format clay && says "svg"'
check "no such width" eval 'v 2 draw ecogram ties.txt --width wide && says "20"'
check "no such moment" eval 'v 2 draw ecogram ties.txt --moment soon && says "compare"'
check "a file or a patient, not both" v 2 draw ecogram ties.txt --patient x
check "a file or a patient, not neither" v 2 draw ecogram
check "nothing drawn for this patient yet" open 1 draw ecogram --patient "$id"
check "verify" eval 'open 0 verify && open 0 verify --all'
check "verify --json" eval 'open 0 verify --all --json && has_key patients 1 && has_key findings "\[ *\]"'
check "audit tells of reading and export, not of content" \
    eval 'open 0 audit --json && has_key event "\"" && ! has yorgunluk && ! has Ayşe'

# ---- the dialogue ----

open 0 patient add --name 'Talk' --json
talk=$(sed -n 's/.*"id": *"\([0-9a-f]*\)".*/\1/p' out)
"$story" dialogue >lines
check "dialogue takes the whole story" \
    sh -c '"$1" dialogue "$2" cfi_core --vault vault.db --user anna --passphrase-file pass <lines >out 2>err' \
    sh "$program" "$talk"
check "without a complaint" test ! -s err
check "its summary holds every word, with who said it" eval \
    'open 0 summary "$talk" --format markdown --out told.md && "$story" told told.md "the patient, summarised" 2>err'
sed 's/noise1003/noise1004/' told.md >less.md
check "control: one digit less and it is noticed" sh -c '! "$1" told less.md "the patient, summarised" 2>err' sh "$story"
check "dialogue goes on where it was" \
    sh -c 'printf ":go worst_part\n:quit\n" | "$1" dialogue "$2" cfi_core --vault vault.db --passphrase-file pass >out && grep -q crèche out' \
    sh "$program" "$talk"

open 0 patient add --name 'Tray' --json
tray=$(sed -n 's/.*"id": *"\([0-9a-f]*\)".*/\1/p' out)
printf '%s\n' ':capture she finds support in prayer' ':capture rent is due' ':tray' ':cite 1 what_eases' \
    ':file 1 what_worsens' ':tray' ':file 1' ':undo' ':tray' ':aside 1' ':said' ':quote 9' ':quit' >lines
check "dialogue notes in passing, files and takes back" \
    sh -c '"$1" dialogue "$2" cfi_core --vault vault.db --user anna --passphrase-file pass <lines >out 2>err' \
    sh "$program" "$tray"
check "the tray suggests a question" grep -q 'perhaps what_eases: Who or what' out
check "what was filed is said, and what waits again" eval \
    'grep -q "Quoted under what_eases" out && grep -q "Moved under what_worsens" out && grep -q "Nothing waits" out && [ "$(grep -c "rent is due" out)" -eq 2 ]'
check "numbers that are none are refused" eval \
    'grep -q ":tray shows them" err && grep -q ":said shows them" err'
check "the summary has the quote with its origin" eval \
    'open 0 summary "$tray" --format markdown --out tray.md && grep -q "“she finds support in prayer” (the patient, said on" tray.md'

# ---- a drawing in plain lines ----

draw_lines() { # DRAWING LINES
    printf '%b' "$2" | "$program" dialogue "$id" "$1" --vault vault.db --passphrase-file pass >out 2>err
}
check "a drawing line by line; an unclear word asks once" \
    eval 'draw_lines ecogram "mother strong origin <>\naunt close here\n1\n:lines\n" && has "What is" && has "1. mother" && has "2. aunt here strong"'
check "its lines can be changed, hidden, renamed, removed and brought back" \
    eval 'draw_lines ecogram ":change 1 mother weak\n:private 2\n:rename mother = Mama Leyla\n:remove 2\n:undo\n:lines\n" && has "1. Mama Leyla weak" && has "2. aunt here strong (private)"'
check "a bad line says why and is not kept" \
    eval 'draw_lines ecogram "uncle (\n:foo\n:change 9 x\n:lines\n" && ! has uncle && [ "$(grep -c "^verhaal: " err)" -eq 3 ]'
check "a lifeline in the same way" \
    eval 'draw_lines lifeline "age 12: father arrested (-4)\n:read\n" && has "father arrested"'

# ---- usage ----

check "no command of that name: 2, and a guess" eval 'v 2 sumary && says "summary"'
check "no option of that name: 2, and a guess" eval 'v 2 summary x --fromat text && says "format"'
check "a word too few: 2" eval 'v 2 fill x && says usage'
check "an option of another command: 2" v 2 forms --recovery-file x
check "--help is no mistake" eval 'v 0 --help && has "patient add" && v 0 fill --help && has ANSWERS'
check "--version" eval 'v 0 --version && has verhaal'
check "without a terminal it says what works" eval 'v 2 && says terminal'
check "completions" eval 'v 0 completions bash && bash -n out 2>/dev/null || ! command -v bash >/dev/null'

# ---- bad input ----

remember
refused() { # refused NAME TEXT COMMAND…: status 1, one message, nothing changed
    name=$1 text=$2
    shift 2
    if "$@" && says "$text" && same_vault; then ok "$name"; else not_ok "$name"; fi
}
echo 'not the right one' >wrong
refused "wrong passphrase" passphrase v 1 patient list --vault vault.db --passphrase-file wrong
refused "another user" user v 1 patient list --vault vault.db --user bert --passphrase-file pass
: >empty
refused "an empty passphrase" passphrase v 1 patient list --vault vault.db --passphrase-file empty
refused "no passphrase file" nothing.here v 1 patient list --vault vault.db --passphrase-file nothing.here
refused "no vault" nothing.db v 1 patient list --vault nothing.db --passphrase-file pass
refused "no directory" gone v 1 patient list --vault gone/vault.db --passphrase-file pass
echo 'answers are not here' >foreign.db
refused "a foreign file" foreign.db v 1 patient list --vault foreign.db --passphrase-file pass
head -c 5000 vault.db >short.db
refused "a truncated vault" "cut off" v 1 patient list --vault short.db --passphrase-file pass
mkdir directory.db
refused "a directory" directory.db v 1 patient list --vault directory.db --passphrase-file pass

bad_yaml() { # bad_yaml NAME TEXT: the file is bad.yaml; one message, with a place
    if open 1 fill "$id" cfi_core bad.yaml && says "$2"; then ok "$1"; else not_ok "$1"; fi
}
record_of() { # what the record says, without the day and the last entry of the log
    SOURCE_DATE_EPOCH=1700000000 "$program" summary "$1" --format json --vault vault.db \
        --passphrase-file pass | sed '/"seal"/d'
}
record_of "$id" >kept
printf 'reason_for_comming: x\n' >bad.yaml
bad_yaml "fill: a slip in a name has a place and a guess" \
    'bad.yaml:1:1: '
printf 'course: sideways\n' >bad.yaml
bad_yaml "fill: no such choice" 'bad.yaml:1:9: '
printf 'people_to_count_on: [1, 2]\n' >bad.yaml
bad_yaml "fill: a list where a number stands" 'bad.yaml:1:'
printf 'a: &x 1\nb: *x\n' >bad.yaml
bad_yaml "fill: anchors and aliases" 'bad.yaml:1:'
printf 'reason_for_coming: x\nreason_for_coming: y\n' >bad.yaml
bad_yaml "fill: the same twice" 'bad.yaml:2:'
printf 'reason_for_coming: \377\376\n' >bad.yaml
bad_yaml "fill: bytes that are no UTF-8" bad.yaml
head -c 102400 /dev/zero | tr '\0' '[' >bad.yaml
bad_yaml "fill: 100 KB of brackets" bad.yaml
printf 'problem: {value: x, bye: me}\n' >bad.yaml
bad_yaml "fill: an unknown key" 'bad.yaml:1:21: '
printf 'course: worse\nnothing_like_it: 1\n' >bad.yaml
bad_yaml "fill: all or nothing" 'bad.yaml:2:1: '
record_of "$id" >now
check "nothing of it was kept" eval 'cmp -s kept now && open 0 verify --all'
open 0 patient add --name Fresh
check "and no interview is begun by it" eval 'open 1 fill Fresh cfi_core bad.yaml && open 0 patient show Fresh --json && has_key interviews "\[ *\]"'

form() { # form NAME TEXT: check of bad.yaml fails with TEXT and a place
    if v 1 check bad.yaml && cat err out | grep -qE "bad.yaml:[0-9]+:[0-9]+: error.*$2"; then
        ok "$1"
    else
        not_ok "$1"
    fi
}
head="form_id: t
version: '1'
form_title: {en: T}
languages: [en]
default_language: en
status: draft
items:"
printf '%s\n  - {name: a, type: txet, label: {en: A}}\n' "$head" >bad.yaml
form "check: a wrong type" 'text'
printf '%s\n  - {name: a, type: text, label: {en: "${b}"}}\n' "$head" >bad.yaml
form "check: an unknown reference" 'b'
printf '%s\n  - {name: a, type: text, label: {en: A}}\n  - {name: a, type: text, label: {en: A}}\n' "$head" >bad.yaml
form "check: the same name twice" 'a'
printf '%s\n  - &x {name: a, type: text, label: {en: A}}\n' "$head" >bad.yaml
form "check: an anchor" ''
head -c 102400 /dev/zero | tr '\0' '[' >bad.yaml
form "check: 100 KB of brackets" ''

# ---- forms of others ----

nights='"title":"Nachten","status":"draft","copyright":"C","item":[{"linkId":"a","type":"text","text":"Slaapt u?"}]}'
printf '{"resourceType":"Questionnaire","language":"nl",%s' "$nights" >nights.json
printf '{"resourceType":"Questionnaire",%s' "$nights" >mute.json
printf '{"resourceType":"Questionnaire","item":[{"linkId":"a","type":"text","text":7}]}' >wrong.json
check "import form: to standard output, with nothing lost" \
    eval 'v 0 import form nights.json && has "default_language: nl" && [ ! -s err ] && mv out nights.yaml && v 0 check nights.yaml'
check "import form: what is lost is said first, on standard error" \
    eval 'v 0 import form mute.json && grep -q "W605 .*--language" err && has "default_language: en"'
check "import form: --language for a file that does not say it" \
    eval 'v 0 import form mute.json --language nl && has "default_language: nl" && [ ! -s err ]'
check "import form: --language that is none" \
    eval 'v 1 import form mute.json --language "n l" --out none.yaml && says "E604" && [ ! -s out ] && [ ! -e none.yaml ]'
check "import form: --out, for its owner alone" \
    eval 'v 0 import form nights.json --out made.yaml && [ ! -s out ] && [ "$(stat -c %a made.yaml)" = 600 ] && cmp -s made.yaml nights.yaml'
check "import form: it replaces no file" \
    eval 'echo mine >made.yaml && v 1 import form nights.json --out made.yaml && says made.yaml && [ "$(cat made.yaml)" = mine ]'
check "import form: a wrong type is refused with its path and changes nothing" \
    eval 'v 1 import form wrong.json --out none.yaml && says "wrong.json: error E602 item[0].text: " && [ ! -s out ] && [ ! -e none.yaml ]'
head -c 9000000 /dev/zero | tr '\0' ' ' >large.json
check "import form: a file too large" eval 'v 1 import form large.json --out none.yaml && [ ! -s out ] && [ ! -e none.yaml ]'
check "import form: no file, and a directory" eval 'v 1 import form nothing.json && v 1 import form . && [ ! -s out ]'

# ---- disks and other processes ----

# Root may write everything, so somebody else tries.
somebody=
if [ "$(id -u)" -eq 0 ]; then
    somebody="setpriv --reuid 65534 --regid 65534 --clear-groups"
    chmod 711 .
    $somebody "$program" --version >/dev/null 2>&1 || somebody=none
fi
read_only() { # read_only NAME MODE-OF-FILE MODE-OF-DIRECTORY TEXT
    if [ "$somebody" = none ]; then
        ok "$1 # SKIP root may write everything, and nobody else may run the program"
        return
    fi
    mkdir ro
    cp vault.db ro/vault.db
    cp pass ro/pass
    [ -z "$somebody" ] || chown -R 65534:65534 ro
    chmod "$2" ro/vault.db
    chmod "$3" ro
    was=$(cksum <ro/vault.db)
    $somebody env HOME="$home/ro" XDG_STATE_HOME="$home/ro" XDG_DATA_HOME="$home/ro" \
        "$program" patient add --name Nobody --vault ro/vault.db --passphrase-file ro/pass \
        >out 2>err </dev/null
    status=$?
    if [ "$status" -eq 1 ] && says "$4" && [ "$(cksum <ro/vault.db)" = "$was" ]; then
        ok "$1"
    else
        not_ok "$1"
    fi
    chmod 700 ro
    rm -rf ro
}
read_only "a vault that is read-only" 400 700 write-protected
read_only "a directory that is read-only" 600 500 "cannot be written"

open 0 patient list
remember
awk 'BEGIN { printf "reason_for_coming: \""; for (i = 0; i < 60000; i++) printf "word%d ", i; print "\"" }' >large.yaml
full() { # no file may grow far, as on a disk that is nearly full
    (
        trap '' XFSZ
        ulimit -f 128 && open 1 "$@"
    )
}
check "a full disk: one message" eval 'full fill "$id" cfi_core large.yaml && says ""'
check "and nothing is changed" eval 'open 0 verify --all && open 0 summary "$id" && has "Slapen lukt niet" && ! has word59999'
check "control: with room it fits" eval 'open 0 fill "$id" cfi_core large.yaml && open 0 summary "$id" && has word59999'

mkfifo hold
"$program" dialogue "$id" cfi_core --vault vault.db --passphrase-file pass <hold >held 2>&1 &
holder=$!
exec 3>hold
tries=0
until grep -q ':help' held || [ "$tries" -ge 500 ]; do
    tries=$((tries + 1))
    read -r _ <<END
$(cksum vault.db)
END
done
check "a vault in use says so" eval 'open 1 patient list && says "in use"'
echo ':quit' >&3
exec 3>&-
wait "$holder"
check "and the other one goes on undisturbed" test $? -eq 0
holder=
check "then it opens again" open 0 patient list

# ---- damage ----

open 0 verify --all
cp vault.db hurt.db
damage_at() {
    printf '\377' | dd of=hurt.db bs=1 seek="$1" conv=notrunc 2>/dev/null
}
damage_at $(($(stat -c %s hurt.db) / 2))
"$program" verify --all --vault hurt.db --passphrase-file pass >out 2>err
status=$?
check "one byte changed: verify returns 1" test "$status" -eq 1
check "and names its class" sh -c 'cat out err | grep -qE "^(verhaal: )?[a-z_-]+"'

# ---- the drawing of a record ----

open 0 patient add --code D-1
drawn=$(cat out)
printf 'mother: strong here <>\nbailiff: stressful here\n:private 2\n:quit\n' >drawing
"$program" dialogue "$drawn" ecogram --vault vault.db --user anna --passphrase-file pass \
    <drawing >out 2>err
check "draw from the record, without what is private" eval \
    'open 0 draw ecogram --patient "$drawn" && has "mother" && ! has "bailiff"'
check "with what is private, when that is asked for" eval \
    'open 0 draw ecogram --patient "$drawn" --private && has "bailiff"'
check "the log says that the drawing went out" eval 'open 0 audit && has "ecogram, text"'
check "the summary shows the drawing, without what is private" eval \
    'open 0 summary "$drawn" && has "mother: strong tie" && ! has "bailiff"'

# ---- preview: what it says without a terminal ----

check "preview needs a terminal: 2" eval 'v 2 preview cfi_core && grep -q "needs a terminal" err'
check "preview with an unknown language: 2" \
    eval 'v 2 preview cfi_core --language xx && grep -q "no texts in" err'
sed 's/type: select_one/type: select_won/' "$source_tree/forms/cfi_core.yaml" >wrong.yaml
check "preview of a form with errors prints what check prints" \
    eval 'v 1 check wrong.yaml; cp out checked; v 1 preview wrong.yaml && cmp -s out checked && grep -q select_won out'
check "preview of what is not there" eval 'v 1 preview nowhere.yaml && grep -q nowhere err'
printf 'overlay_of: nothing_like_it\nversion: "1"\nlanguages: [en]\n' >lost.yaml
check "preview of an overlay without its form" eval 'v 1 preview lost.yaml && has nothing_like_it'

# ---- demo, and an installed tree ----

# Another demo may be running on this machine: only what is new counts.
demos() {
    ls -d /dev/shm/verhaal-demo* /tmp/verhaal-demo* 2>/dev/null
}
demos >demos-before
check "demo without a terminal prints a summary" eval 'v 0 demo && has "1. " && [ "$(wc -l <out)" -gt 60 ]'
check "demo as Markdown" eval 'v 0 demo --format markdown && grep -q "^# " out'
demos >demos-after
grep -vxFf demos-before demos-after >demos-new
# Other tests may run a demo at the same moment: theirs go, one left behind would stay.
demos_are_gone() {
    while read -r demo; do
        [ ! -e "$demo" ] || return 1
    done <demos-new
}
wait_for_demos() {
    tries=0
    until demos_are_gone || [ "$tries" -ge 60 ]; do
        tries=$((tries + 1))
        sleep 1
    done
    demos_are_gone
}
check "demo leaves nothing behind" wait_for_demos

if make -C "$build_tree" -s install prefix="$home/tree" >install.log 2>&1; then
    mkdir away
    mv tree away/moved
    installed=$home/away/moved/bin/verhaal
    check "an installed tree works where it is put" sh -c 'cd / && "$1" forms >"$2/out" 2>"$2/err"' sh "$installed" "$home"
    check "with its own forms" has cfi_core
    "$installed" --lang nl --help >out 2>err
    check "and its own Dutch" has "gebruik:"
    if command -v strace >/dev/null 2>&1 && strace -o /dev/null true 2>/dev/null; then
        strace -f -e trace=openat,open -o opened "$installed" --lang nl forms cfi_core >out 2>err
        check "both from beside itself" sh -c \
            'grep -q "away/moved/share/verhaal/forms/cfi_core.yaml" opened && grep -q "away/moved/share/locale/nl" opened &&
             ! grep -F "$1/forms" opened | grep -q "= [0-9]"' sh "$source_tree"
    else
        ok "both from beside itself # SKIP strace does not work here"
    fi
else
    sed 's/^/# /' install.log | tail -n 5
    not_ok "an installed tree"
fi

echo "1..$count"
