#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
#
# The house rules that a machine can read: which room may include which, one
# file for each foreign header, no mutable globals, and the shape of a file.
# Speaks TAP. Each rule is first tried on a small bad tree made here, so that a
# rule that no longer finds anything fails too.
#
#   tests/layers.sh [SOURCE-TREE [BUILD-TREE]]
#
# The programs of awk stand in single quotes; rules are called by name.
# shellcheck disable=SC2016,SC2317

set -u
LC_ALL=C
export LC_ALL

source_tree=${1:-${VERHAAL_TEST_SRCDIR:-.}}
build_tree=${2:-${VERHAAL_TEST_BUILDDIR:-.}}
awk=${AWK:-awk}
compiler=${CC:-cc}

# What each room may include beside itself. Arrows point to the left.
rooms='
base
form      base
record    base form
vault     base form record
diagram   base form record
grid      base
export    base form record diagram grid
app       base form record diagram grid export vault
view      base form record diagram grid export vault app
cli       base form record diagram grid export vault app
term      base grid
main      base form record diagram grid export vault app view cli term
'

# Where a foreign header has its one place: a pattern on the path below src/.
doors='
sodium.h    base/crypto.h
jansson.h   base/json.h
libintl.h   base/i18n.h
utf8proc.h  base/*
yaml.h      base/yaml_tree.c
sqlite3.h   vault/*
curses.h    term/term_curses.c
ncurses.h   term/term_curses.c
seccomp.h   term/*
cairo.h     export/pdf*
cairo-pdf.h export/pdf*
pangocairo.h export/pdf*
pangofc-fontmap.h export/pdf*
fontconfig.h export/pdf*
dlfcn.h     export/module.c
'

# Rooms whose door only these files may open.
keepers='
base/crypto.h  base/secret.c base/digest.c vault/seal.c
'

# The headers of C and of the system; all others are foreign.
system_headers='
assert.h complex.h ctype.h errno.h float.h inttypes.h iso646.h limits.h locale.h math.h
setjmp.h signal.h stdalign.h stdarg.h stdatomic.h stdbool.h stddef.h stdint.h stdio.h
stdlib.h stdnoreturn.h string.h time.h uchar.h wchar.h wctype.h
dirent.h fcntl.h fnmatch.h getopt.h grp.h langinfo.h libgen.h poll.h pty.h pwd.h regex.h
spawn.h strings.h syslog.h termios.h unistd.h alloca.h byteswap.h endian.h
sys/* linux/* sanitizer/*
'

file_warn=500
file_limit=600
function_limit=80
column_limit=100

# All C files below ROOT, as paths from ROOT.
c_files() {
    (cd "$1" && find src tests -name '*.[ch]' 2>/dev/null | sort)
}

# "path line header quote" for each include of the C files below ROOT.
includes() {
    (cd "$1" && c_files . | xargs -r "$awk" '
        /^[ \t]*#[ \t]*include[ \t]*[<"]/ {
            quote = index($0, "<") ? "<" : "\""
            header = $0
            sub(/^[^<"]*[<"]/, "", header)
            sub(/[>"].*$/, "", header)
            print FILENAME, FNR, header, quote
        }')
}

# A test of room R may use what R may use; helpers of several rooms are free.
find_arrows() {
    includes "$1" | "$awk" -v rooms="$rooms" '
        BEGIN {
            count = split(rooms, row, "\n")
            for (i = 1; i <= count; i++) {
                width = split(row[i], word, " ")
                if (width == 0) continue
                known[word[1]] = 1
                may[word[1], word[1]] = 1
                for (j = 2; j <= width; j++) may[word[1], word[j]] = 1
            }
        }
        $4 == "\"" && $3 != "config.h" {
            n = split($1, part, "/")
            if (part[1] == "src") room = n > 2 ? part[2] : "main"
            else if (part[2] == "unit" && part[3] ~ /_test\.c$/) {
                room = part[3]
                sub(/_.*/, "", room)
            } else next
            target = $3
            if (target !~ /\//) {
                if (part[1] == "src" && room != "main")
                    print $1 ":" $2 ": include \"" $3 "\" as \"room/file.h\""
                next
            }
            sub(/\/.*/, "", target)
            if (!(room in known)) print $1 ":" $2 ": no such room: " room
            else if (!(target in known)) { if (part[1] == "src") print $1 ":" $2 ": no such room: " target }
            else if (!((room, target) in may))
                print $1 ":" $2 ": " room " may not include " $3
        }'
}

# Foreign headers: each in one file below src/, and in the right one.
find_foreign() {
    includes "$1" | "$awk" -v list="$system_headers" -v doors="$doors" '
        function pattern(glob) {
            gsub(/\./, "\\.", glob)
            gsub(/\*/, ".*", glob)
            return "^" glob "$"
        }
        BEGIN {
            systems = split(list, system_header, /[ \n]+/)
            count = split(doors, row, "\n")
            for (i = 1; i <= count; i++)
                if (split(row[i], word, " ") == 2) place[word[1]] = word[2]
        }
        $1 ~ /^src\// && $4 == "<" {
            for (i = 1; i <= systems; i++)
                if (system_header[i] != "" && $3 ~ pattern(system_header[i])) next
            path = substr($1, 5)
            base = $3
            sub(/.*\//, "", base)
            if (base in place && path !~ pattern(place[base]))
                print $1 ":" $2 ": <" $3 "> belongs in src/" place[base]
            if (!($3 in first)) first[$3] = $1
            else if (first[$3] != $1)
                print $1 ":" $2 ": <" $3 "> is already included by " first[$3]
        }'
}

find_keepers() {
    includes "$1" | "$awk" -v keepers="$keepers" '
        BEGIN {
            count = split(keepers, row, "\n")
            for (i = 1; i <= count; i++) {
                width = split(row[i], word, " ")
                if (width == 0) continue
                kept[word[1]] = 1
                for (j = 2; j <= width; j++) keeper[word[1], "src/" word[j]] = 1
            }
        }
        $1 ~ /^src\// && ($3 in kept) && !(($3, $1) in keeper) {
            print $1 ":" $2 ": may not include " $3
        }'
}

# config.h if it is needed, then the own header or one of the own room, then the rest.
find_order() {
    includes "$1" | "$awk" -v root="$1" '
        function exists(path,    line, found) {
            found = (getline line < path) >= 0
            close(path)
            return found
        }
        $1 != path { path = $1; nth = 0 }
        { nth++ }
        $3 == "config.h" { if (nth > 1) print $1 ":" $2 ": config.h comes first"; nth-- ; next }
        nth == 1 && $1 ~ /^src\/.*\.c$/ {
            own = substr($1, 5)
            sub(/c$/, "h", own)
            room = own
            sub(/[^\/]*$/, "", room)
            if (index($3, room) == 1) next
            if ($3 != own && exists(root "/src/" own))
                print $1 ":" $2 ": the own header, \"" own "\", comes first"
        }'
}

# Lengths, width, first line, white space. Bytes of a code point after the first
# do not count for the width. Warnings start with "warning".
find_shape() {
    (cd "$1" && c_files . | xargs -r "$awk" -v warn="$file_warn" -v limit="$file_limit" \
        -v screen="$function_limit" -v columns="$column_limit" '
        function finish() {
            if (lines > limit) print path ": " lines " lines, more than " limit
            else if (lines > warn) print "warning " path ": " lines " lines"
        }
        FNR == 1 {
            finish()
            path = FILENAME
            start = 0
            if ($0 != "/* SPDX-License-Identifier: GPL-3.0-or-later */")
                print path ":1: the first line is not the licence"
        }
        FNR == 2 && $0 !~ /^\/\*/ { print path ":2: no opening comment" }
        { lines = FNR; bare = $0; gsub(/[\200-\277]/, "", bare) }
        length(bare) > columns { print path ":" FNR ": wider than " columns " columns" }
        /\t/ { print path ":" FNR ": a tab" }
        /[ \t\r]$/ { print path ":" FNR ": white space at the end" }
        /^[A-Za-z_].*\)[ ]*\{$/ && !/^(struct|enum|union|typedef|static const)[^(]*$/ {
            print path ":" FNR ": the brace of a function has a line of its own"
        }
        /^\{/ { start = FNR }
        /^\}/ {
            if (start && FNR - start + 1 > screen)
                print path ":" start ": a function of " FNR - start + 1 " lines, more than " screen
            start = 0
        }
        END { finish() }')
    (cd "$1" && find src tests forms locales man -name '*.sh' 2>/dev/null | sort | while read -r script; do
        sed -n 1,3p "$script" | grep -q 'SPDX-License-Identifier: GPL-3.0-or-later' ||
            echo "$script:1: no licence in the first three lines"
    done)
}

# Words of unfinished work, in everything that is shipped. The patterns are
# written so that they do not find themselves.
find_words() {
    (cd "$1" && find src tests forms locales man README.md ARCHITECTURE.md CONTRIBUTING.md \
        CHANGES.md bootstrap configure.ac Makefile.am -type f 2>/dev/null | sort |
        xargs -r grep -nIwiE 'TO[D]O|FIX[M]E|XX[X]|HAC[K]|stu[b]s?|place[h]olders?' /dev/null
    cd "$1" && find src tests forms locales man ./*.md bootstrap -type f 2>/dev/null | sort |
        xargs -r grep -nIE '(^|[^[:alnum:]_.~-])/(ro[o]t|wor[k])/' /dev/null)
}

# Calls that have a better one here. "pattern|where it may stand|instead".
find_calls() {
    (cd "$1" && c_files . | grep '^src/' | while read -r path; do
        sed -e 's,/\*.*\*/,,' -e 's,^ *\*.*,,' -e 's,"[^"]*",,g' "$path" | "$awk" -v path="$path" '
        function forbid(pattern, where, instead) {
            if (path !~ where && $0 ~ "(^|[^A-Za-z0-9_.>])(" pattern ")\\(")
                print path ":" FNR ": " instead
        }
        {
            forbid("malloc|calloc|realloc|strdup|strndup|asprintf|vasprintf", "base/(alloc|arena)",
                   "memory comes from base/alloc.h, base/buf.h or base/arena.h")
            forbid("strcpy|strcat|strncpy|strncat|sprintf|vsprintf|gets|strtok|atoi|atol|atof",
                   "^$", "no bound or no error: use base/buf.h, snprintf or strtol")
            forbid("system|popen|execl|execlp|execle|execv|execvp|execvpe", "^$",
                   "no other program is started")
            forbid("time|gettimeofday|clock_gettime|getrandom|rand|random|randombytes_buf",
                   "base/world|base/secret|base/crypto|base/file|vault/seal|term/supervisor|term/term_curses",
                   "clock and randomness come from base/world.h")
            forbid("printw|wprintw|mvprintw|mvwprintw|system", "^$", "waddnstr, never a format")
        }'
    done)
}

# Objects in writable sections of the archives below BUILD. Only curses itself
# and the flags that a signal sets (4 bytes) may be there.
find_globals() {
    find "$1" -name 'lib*.a' -path '*src*' -o -name '*.o' -path '*src/*main*' \
        -o -name 'pdf_so-*.o' | sort |
        while read -r archive; do
            objdump -t "$archive" 2>/dev/null | "$awk" -v archive="$archive" '
                /file format/ { object = $1; sub(/:$/, "", object); next }
                $0 ~ /[ \t]\.(data|bss|tdata|tbss)[^ \t]*[ \t]/ || / \*COM\*/ {
                    if ($0 !~ / O / && $0 !~ / \*COM\*/) next
                    if ($0 ~ /\.data\.rel\.ro/) next
                    if ($0 ~ /__(asan|ubsan|odr_asan|sancov|gcov)/) next
                    if (object ~ /term_curses/) next
                    size = $(NF - 1)
                    if (object ~ /supervisor/ && size ~ /^0*4$/) next
                    print archive "(" object "): " $NF
                }'
        done
}

sanitized() {
    find "$1" -name 'lib*.a' -path '*src*' -exec nm {} + 2>/dev/null | grep -q '__asan_init'
}

# --- TAP ---------------------------------------------------------------------

number=0
failed=0
result() { # OK? NAME [FINDINGS]
    number=$((number + 1))
    if [ "$1" = yes ]; then
        echo "ok $number - $2"
    else
        echo "not ok $number - $2"
        failed=1
        printf '%s\n' "${3-}" | head -60 | sed 's/^/# /'
    fi
}

rule() { # NAME FUNCTION TREE
    findings=$("$2" "$3")
    printf '%s\n' "$findings" | sed -n 's/^warning/# warning:/p'
    findings=$(printf '%s\n' "$findings" | grep -v '^warning')
    if [ -z "$findings" ]; then result yes "$1"; else result no "$1" "$findings"; fi
}

control() { # NAME FUNCTION TREE PATTERN...: each must be found, in the bad tree only
    name=$1 function=$2 tree=$3
    shift 3
    findings=$("$function" "$tree")
    missing=
    for pattern; do
        printf '%s\n' "$findings" | grep -q -e "$pattern" || missing="$missing [$pattern]"
    done
    extra=$(printf '%s\n' "$findings" | grep -cE '^[a-z/]*/good|: good$' || true)
    if [ -z "$missing" ] && [ "$extra" = 0 ]; then
        result yes "control: $name"
    else
        result no "control: $name" "not found:$missing
$findings"
    fi
}

# A tree where each rule is broken once, beside files where none is.
make_bad_tree() {
    mkdir -p "$1/src/base" "$1/src/form" "$1/src/view" "$1/src/term" "$1/tests/unit"
    licence='/* SPDX-License-Identifier: GPL-3.0-or-later */'
    good="$licence
/* Nothing is wrong here. */"
    printf '%s\n#include "base/good.h"\n\n#include <stdio.h>\n#include <sys/types.h>\n' "$good" \
        >"$1/src/base/good.c"
    printf '%s\n#include <foreign.h>\n' "$good" >"$1/src/base/good.h"
    printf '%s\n#include "config.h"\n\n#include "base/good.h"\n' "$good" >"$1/src/form/good.c"
    printf '%s\n#include "form/x.h"\n#include "base/bad_order.h"\n#include "config.h"\n' "$good" \
        >"$1/src/base/bad_order.c"
    printf '%s\n' "$good" >"$1/src/base/bad_order.h"
    printf '%s\n#include <foreign.h>\n#include <sodium.h>\n#include "base/crypto.h"\n' "$good" \
        >"$1/src/form/bad.c"
    printf '%s\n#include "plain.h"\n#include "cellar/x.h"\n' "$good" >"$1/src/form/bad_room.c"
    printf '%s\n#include "term/term.h"\n' "$good" >"$1/src/view/bad.c"
    printf '%s\n#include "vault/vault.h"\n' "$good" >"$1/tests/unit/form_bad_test.c"
    {
        printf '/* no licence */\nint f(void) {\n'
        printf '\treturn 0; \n}\n\nint g(void)\n{\n'
        "$awk" 'BEGIN { for (i = 0; i < 650; i++) print "    ;" }'
        printf '}\n/* %0101d */\n' 1
    } >"$1/src/base/bad_shape.c"
    printf '#!/bin/sh\necho\n' >"$1/tests/bad.sh"
    printf '%s\n/* TO%s: later; see /wor%s/x */\nchar *p = strdup("malloc(");\nlong t = time(0);\n' \
        "$good" DO k >"$1/src/base/bad_words.c"
    printf '%s\n' 'static int kept; int *leak(void) { static long here = 3; here++; return &kept; }' \
        'extern const char *const names[]; const char *const names[] = {"a", "b"};' \
        'extern const int good; const int good = 4;' >"$1/bad_global.c"
}

scratch=$(mktemp -d) || exit 99
trap 'rm -rf "$scratch"' EXIT
trap 'exit 1' HUP INT TERM
bad=$scratch/tree
make_bad_tree "$bad"

echo 1..16
control 'arrows' find_arrows "$bad" 'src/base/bad_order.c:3: base may not include form/x.h' \
    'src/view/bad.c:3: view may not include term/term.h' 'bad_room.c:3: include "plain.h" as' \
    'bad_room.c:4: no such room: cellar' 'form_bad_test.c:3: form may not include vault/vault.h'
rule 'rooms include only what they may' find_arrows "$source_tree"
control 'foreign headers' find_foreign "$bad" 'form/bad.c:3: <foreign.h> is already included' \
    'form/bad.c:4: <sodium.h> belongs in src/base/crypto.h'
rule 'each foreign header is included in one file' find_foreign "$source_tree"
control 'doors' find_keepers "$bad" 'form/bad.c:5: may not include base/crypto.h'
rule 'base/crypto.h is opened only by its keepers' find_keepers "$source_tree"
control 'order of includes' find_order "$bad" 'bad_order.c:3: the own header' \
    'bad_order.c:5: config.h comes first'
rule 'config.h, own header, the rest' find_order "$source_tree"
control 'shape' find_shape "$bad" 'bad_shape.c:1: the first line' 'bad_shape.c:2: no opening' \
    'bad_shape.c:2: the brace' 'bad_shape.c:3: a tab' 'bad_shape.c:3: white space' \
    'bad_shape.c: 65. lines' 'bad_shape.c:7: a function of 652' 'bad_shape.c:659: wider' 'bad.sh:1: no licence'
rule 'licence, length, width, braces' find_shape "$source_tree"
control 'words' find_words "$bad" 'bad_words.c:3:.*later; see' 'bad_words.c:3:.*/x'
rule 'no words of unfinished work' find_words "$source_tree"
control 'calls' find_calls "$bad" 'bad_words.c:4: memory comes' 'bad_words.c:5: clock and'
rule 'no calls that have a better one' find_calls "$source_tree"

if ! command -v objdump >/dev/null 2>&1 || ! command -v "${compiler%% *}" >/dev/null 2>&1; then
    echo 'ok 15 - control: mutable globals # SKIP no objdump or no compiler'
    echo 'ok 16 - no mutable globals # SKIP no objdump or no compiler'
elif sanitized "$build_tree"; then
    echo 'ok 15 - control: mutable globals # SKIP the sanitizers add their own'
    echo 'ok 16 - no mutable globals # SKIP the sanitizers add their own'
else
    mkdir -p "$scratch/objects/src/base"
    (cd "$scratch/objects/src/base" && $compiler -fPIE -c -o bad.o "$bad/bad_global.c" && ar cr libbase.a bad.o)
    control 'mutable globals' find_globals "$scratch/objects" ': kept$' ': here'
    rule 'no mutable globals' find_globals "$build_tree"
fi
exit $failed
