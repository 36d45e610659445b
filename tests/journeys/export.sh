#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
#
# What leaves the house as a file: the same record gives the same bytes wherever
# and under whatever settings it is written, in the shape that is promised; and
# what stands in the way of a file is said before anything is written or logged.
# Speaks TAP.
#
#   tests/journeys/export.sh [SOURCE-TREE [BUILD-TREE]]
#
# Conditions are handed over as text, hence the single quotes.
# shellcheck disable=SC2016,SC2317

set -u
source_tree=$(cd "${1:-${VERHAAL_TEST_SRCDIR:-.}}" && pwd) || exit 99
build_tree=$(cd "${2:-${VERHAAL_TEST_BUILDDIR:-.}}" && pwd) || exit 99
program=$build_tree/verhaal

place=${TMPDIR:-/tmp}
[ -w /dev/shm ] && place=${TMPDIR:-/dev/shm}
home=$(mktemp -d "$place/verhaal-export-XXXXXX") || exit 99
trap 'chmod -R u+rwX "$home" 2>/dev/null; rm -rf "$home"' EXIT
trap 'exit 99' HUP INT TERM
cd "$home" || exit 99

HOME=$home
XDG_DATA_HOME=$home/data XDG_STATE_HOME=$home/state XDG_CONFIG_HOME=$home/config
LC_ALL=C.UTF-8
export HOME XDG_DATA_HOME XDG_STATE_HOME XDG_CONFIG_HOME LC_ALL
unset LANGUAGE LANG XDG_RUNTIME_DIR SOURCE_DATE_EPOCH
# Built with sanitizers: pango has a thread that still holds fonts when the program ends.
echo 'leak:libfontconfig.so' >leaks
LSAN_OPTIONS="${LSAN_OPTIONS:+$LSAN_OPTIONS:}suppressions=$home/leaks:print_suppressions=0"
export LSAN_OPTIONS

count=0
ok() {
    count=$((count + 1))
    echo "ok $count - $1"
}
not_ok() {
    count=$((count + 1))
    echo "not ok $count - $1"
    head -c 2000 err 2>/dev/null | sed 's/^/# err: /'
}
# check NAME COMMAND…: the command is true
check() {
    name=$1
    shift
    if "$@"; then ok "$name"; else not_ok "$name"; fi
}
skip() {
    count=$((count + 1))
    echo "ok $count - $1 # SKIP $2"
}
# open STATUS ARGUMENT…: runs the program on the vault; out and err hold what it said
open() {
    wanted=$1
    shift
    "$program" "$@" --vault vault.db --user anna --passphrase-file pass >out 2>err </dev/null
    status=$?
    [ "$status" -eq "$wanted" ] || {
        echo "# status $status, not $wanted: $*"
        return 1
    }
}
one_message() {
    [ ! -s out ] && [ "$(grep -c . err)" -eq 1 ] && grep -q '^verhaal: ' err
}

# ---- one record, with words that are hard on formats ----

mkdir -p "$XDG_CONFIG_HOME/verhaal/forms"
cp "$source_tree/tests/forms/every_type.yaml" "$XDG_CONFIG_HOME/verhaal/forms/"
echo 'zeven paarse olifanten' >pass
"$program" init --vault vault.db --user anna --passphrase-file pass --recovery-file recovery \
    --fast-key >out 2>err || exit 99
open 0 patient add --name '=cmd|<&"`*_ Ayşe' --code A-17 --birth 'about 1984' --languages 'ar nl' ||
    exit 99
cat >answers.yaml <<'YAML'
reason_for_coming: "=1+1 <b>&amp;</b> | `x` *y*\nsecond line"
problem: {value: "قلبي ضيق منذ 10 سنوات", by: patient, lang: ar, how: verbatim}
others_causes: {value: "from \"grief\"", by: informant, relation: sister, how: summary}
course: worse
people_to_count_on: 3
identity_other_worries: {state: skipped, reason: no time}
began: spring 2024
YAML
cat >types.yaml <<'YAML'
dose: 1,5
weight: 150 pounds
circle: far
wishes: [rest, home]
up_at: 2 pm
arrived: 12 March 2026 14:30
YAML
open 0 fill A-17 cfi_core answers.yaml || exit 99
open 0 fill A-17 every_type types.yaml || exit 99
cat >people.txt <<'LINES'
mother: strong here <>
bailiff: stressful here
:quit
LINES
"$program" dialogue A-17 ecogram --vault vault.db --user anna --passphrase-file pass \
    <people.txt >out 2>err || exit 99
mkdir kept
cp vault.db kept/
cp -R state kept/state

# An export is logged, so that the newest entry, which every export names, is another one after
# it: each begins with the vault as it was.
again() {
    rm -rf state vault.db vault.db-wal vault.db-shm
    cp kept/vault.db vault.db
    cp -R kept/state state
}

# ---- reproducible ----

formats="text markdown html json csv fhir fhir-data"
again
if open 0 summary A-17 --format pdf --out probe.pdf; then
    formats="$formats pdf"
elif ! grep -q 'without\|not built\|no PDF module' err; then
    formats="$formats pdf" # what it says is a failure below
fi

# write NAME FORMAT SETTING…: the summary, in an environment of its own
write() {
    file=$1 format=$2
    shift 2
    again
    (
        [ "${mask:-}" ] && umask "$mask"
        env SOURCE_DATE_EPOCH=1790000000 "$@" "$program" summary A-17 --format "$format" \
            --lang en --out "$file" --vault vault.db --user anna --passphrase-file pass
    ) >out 2>err </dev/null
}

for format in $formats; do
    mask=
    check "$format: it is written" eval 'write first $format TZ=UTC && [ -s first ]'
    check "$format: the same bytes again" eval \
        'write second $format TZ=UTC && cmp -s first second; rm -f second'
    check "$format: the same in another time zone" eval \
        'write second $format TZ=Asia/Kathmandu && cmp -s first second; rm -f second'
    check "$format: the same under other languages of the system" eval \
        'write second $format TZ=UTC LC_ALL= LC_CTYPE=C.UTF-8 LANG=ja_JP.UTF-8 LC_NUMERIC=nl_NL.UTF-8 \
            LANGUAGE=nl:ar && cmp -s first second; rm -f second'
    check "$format: the same where fonts are chosen by language" eval \
        'write second $format TZ=UTC LC_ALL=ja_JP.UTF-8 FC_LANG=ar PANGO_LANGUAGE=ur:zh-tw &&
            cmp -s first second; rm -f second'
    check "$format: the same for another umask and terminal" eval \
        'mask=0777 && write second $format TZ=UTC TERM=dumb COLUMNS=40 && cmp -s first second &&
            [ "$(stat -c %a second)" = 600 ]; rm -f second'
    mask=
    check "control: $format of another day differs" eval \
        'write second $format TZ=UTC SOURCE_DATE_EPOCH=1790100000 && [ -s second ] &&
            { [ "$format" = csv ] || ! cmp -s first second; }; rm -f second'
    mv first "kept/first.$format"
done

# ---- the shape that is promised ----

schema=$source_tree/src/export/summary.schema.json
fits() {
    "$build_tree/tests/journeys/schema_tool" "$schema" "$1" 2>err
}
check "JSON keeps to its schema" fits kept/first.json
sed '0,/"state":/s//"status":/' kept/first.json >wrong.json
check "control: what does not is found" eval '! fits wrong.json'
for patient in DEMO-1 DEMO-2 DEMO-3; do
    check "JSON of the demo keeps to it, too: $patient" eval \
        '"$program" demo --patient $patient --format json >demo.json 2>err && fits demo.json'
done

# ---- what stands in the way ----

exports() {
    open 0 audit --json && grep -c '"export"' out
}
# refused NAME TARGET [STATUS]: one message; nothing written, nothing logged, nothing changed
refused() {
    before=$(find . -path ./state -prune -o ! -name out ! -name err ! -name 'vault.db*' -printf '%p %y %s\n' | sort)
    logged=$(exports)
    if open 1 summary A-17 --format markdown --out "$2" && one_message &&
        [ "$(find . -path ./state -prune -o ! -name out ! -name err ! -name 'vault.db*' -printf '%p %y %s\n' | sort)" = "$before" ]; then
        ok "$1: one message, no file"
    else
        not_ok "$1: one message, no file"
    fi
    check "$1: not in the log" [ "$(exports)" = "$logged" ]
}
again
echo theirs >there.md
ln -s there.md link.md
ln -s not/there.md nowhere.md
mkdir directory.md
mkfifo pipe.md
refused "a file that exists" there.md
refused "a link to a file" link.md
refused "a link that leads nowhere" nowhere.md
refused "a directory" directory.md
refused "a directory with a slash behind it" directory.md/
refused "a pipe" pipe.md
refused "a device" /dev/null
if chown 65534 pipe.md 2>/dev/null; then
    echo 'of somebody else' >other.md
    chown 65534 other.md
    chmod 666 other.md
    refused "a file of somebody else" other.md
else
    skip "a file of somebody else" "needs the right to give files away"
fi
refused "a directory that is not there" missing/a.md
refused "below a file" there.md/a.md
refused "no name" ""
check "what was there is as it was" eval '[ "$(cat there.md)" = theirs ] && [ -L link.md ] && [ -p pipe.md ]'

# Small: the vault has to go on, its log as well.
mkdir small
if [ "$(id -u)" = 0 ] && mount -t tmpfs -o size=16k tmpfs small 2>/dev/null; then
    head -c 12288 /dev/zero >small/other
    refused "a disk that is full" small/a.md
    mount -o remount,ro small
    refused "a disk that is read-only" small/a.md
    umount small
else
    skip "a disk that is full" "needs the right to mount"
    skip "a disk that is read-only" "needs the right to mount"
fi
again
logged=$(exports)
big() { # no file may grow far
    (
        trap '' XFSZ
        ulimit -f 1 && "$program" summary A-17 --format json --out "$1" --vault vault.db \
            --user anna --passphrase-file pass
    ) >out 2>err </dev/null
}
check "no room: nothing is left behind" eval \
    '! big full.json && [ ! -e full.json ] && [ -z "$(find . -maxdepth 1 -name ".new-*")" ]'
if [ -w /dev/full ]; then
    check "standard output that takes nothing is no success" eval \
        '! "$program" summary A-17 --vault vault.db --user anna --passphrase-file pass >/dev/full 2>err && [ -s err ]'
fi
mkdir closed
chmod 500 closed
if [ "$(id -u)" = 0 ]; then
    skip "a directory that may not be written" "nothing is closed to root"
else
    refused "a directory that may not be written" closed/a.md
fi
check "control: a free name is written and logged" eval \
    'logged=$(exports) && open 0 summary A-17 --format markdown --out free.md && [ -s free.md ] &&
        [ "$(stat -c %a free.md)" = 600 ] && [ "$(exports)" -eq $((logged + 1)) ]'

echo "1..$count"
