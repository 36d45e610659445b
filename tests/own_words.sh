#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
#
# Whether the instruments speak in their own words: no sentence of a form has
# more than seven consecutive words in common with a source document. Speaks
# TAP. The documents are not part of the source tree; without them the test is
# skipped. A sentence planted in a form is found, one that only comes near is
# not.
#
#   VERHAAL_SOURCES=DIRECTORY tests/own_words.sh [SOURCE-TREE [BUILD-TREE]]
#
# The documents are plain text, all files in the directory, in any language.
# Capitals, accents, punctuation and the way lines are broken play no part.

set -u
LC_ALL=C
export LC_ALL

source_tree=${1:-${VERHAAL_TEST_SRCDIR:-.}}
sources=${VERHAAL_SOURCES:-$source_tree/../shared/sources}
awk=${AWK:-awk}

# A sequence of WORDS words is one too many.
WORDS=8
export WORDS

scratch=$(mktemp -d "${TMPDIR:-/tmp}/own_words.XXXXXX") || exit 99
trap 'rm -rf "$scratch"' EXIT
trap 'exit 99' HUP INT TERM

# What both readings share: words in small letters without accents. UTF-8 is read
# by the byte, so that any awk will do. A document's word divided at the end of a
# line is one word; there is no telling a divided word from one with a hyphen, so
# hyphens join everywhere.
cat >"$scratch/fold.awk" <<'END'
BEGIN {
    words_of_a_run = ENVIRON["WORDS"] + 0
    fold("a", "\303\240 \303\241 \303\242 \303\243 \303\244 \303\245 " \
              "\303\200 \303\201 \303\202 \303\203 \303\204 \303\205")
    fold("c", "\303\247 \303\207")
    fold("e", "\303\250 \303\251 \303\252 \303\253 \303\210 \303\211 \303\212 \303\213")
    fold("i", "\303\254 \303\255 \303\256 \303\257 \303\214 \303\215 \303\216 \303\217")
    fold("n", "\303\261 \303\221")
    fold("o", "\303\262 \303\263 \303\264 \303\265 \303\266 " \
              "\303\222 \303\223 \303\224 \303\225 \303\226")
    fold("u", "\303\271 \303\272 \303\273 \303\274 \303\231 \303\232 \303\233 \303\234")
}

function fold(letter, accented,    i, n, parts) {
    n = split(accented, parts, " ")
    for (i = 1; i <= n; i++) plain[parts[i]] = letter
}

# A line as words with single spaces between them. Apostrophes and hyphens, also
# the soft and the typographic ones, vanish inside a word.
function folded(line,    letter) {
    if (line ~ /[\200-\377]/) {
        gsub(/\342\200\230|\342\200\231|\342\200\220|\342\200\221|\302\255/, "", line)
        if (line ~ /\303/)
            for (letter in plain) gsub(letter, plain[letter], line)
        gsub(/[\200-\377]+/, " ", line)
    }
    line = tolower(line)
    gsub(/['-]/, "", line)
    gsub(/[^a-z0-9]+/, " ", line)
    sub(/^ /, "", line)
    sub(/ $/, "", line)
    return line
}

function whole(    i, run) {
    run = recent[words_of_a_run]
    for (i = words_of_a_run - 1; i >= 1; i--) run = recent[i] " " run
    return run
}

function forget(    i) { for (i = 1; i <= words_of_a_run; i++) recent[i] = ""; held = 0 }

# Takes one word in; whether there is now a run of enough words.
function remember(word,    i) {
    for (i = 1; i < words_of_a_run; i++) recent[i] = recent[i + 1]
    recent[words_of_a_run] = word
    return ++held >= words_of_a_run
}
END

# The first files are the documents, the rest the forms: each run of words of a
# form that a document has, with its place and the document.
cat >"$scratch/compare.awk" <<'END'
FNR == 1 {
    sentences_end()
    forget()
    half = ""
    in_block = in_comment = 0
    reading_forms = FILENAME ~ /[.]yaml$/ && FILENAME !~ /[.]source[.]yaml$/
    document = FILENAME
    sub(/.*\//, "", document)
}

!reading_forms {
    # Words divided over two lines, with empty lines of a converted page between.
    line = $0
    sub(/[ \t\r\f]+$/, "", line)
    if (line == "") next
    divided = line ~ /[A-Za-z\200-\377]-$/
    line = half line
    half = ""
    if (divided && match(line, /[^ \t]+-$/)) {
        half = substr(line, RSTART, RLENGTH - 1)
        line = substr(line, 1, RSTART - 1)
    }
    n = split(folded(line), word, " ")
    for (i = 1; i <= n; i++)
        if (remember(word[i])) known[whole()] = document
    next
}

# A form: the texts of all keys and the comments, whatever their language. A text
# ends where the next key or item begins; a folded one goes on over all lines that
# stand further to the right, even if they begin like a key.
{
    line = $0
    match(line, /^ *(- )*/)
    indent = RLENGTH
    if (line ~ /^ *$/) next
    if (!(in_block && indent > block_indent)) {
        in_block = 0
        comment = line ~ /^ *#/
        if (!comment || !in_comment) sentences_end()
        in_comment = comment
        if (match(line, /^ *(- )*[A-Za-z_][A-Za-z0-9_:-]*:( |$)/)) {
            line = substr(line, RLENGTH + 1)
            in_block = line ~ /^ *[>|][-+0-9]* *$/
            block_indent = indent
        }
        # Several texts may stand in one line, in braces.
        if (line ~ /[{] *[a-z][A-Za-z0-9_-]*: /)
            gsub(/[{,] *[a-z][A-Za-z0-9_-]*: /, "\001", line)
    }
    # An earlier answer in a text is no word of ours.
    gsub(/\$[{][a-z0-9_]*[}]/, "\001", line)
    parts = split(line, part, /\001/)
    for (p = 1; p <= parts; p++) {
        if (p > 1) sentences_end()
        n = split(folded(part[p]), word, " ")
        for (i = 1; i <= n; i++)
            if (remember(word[i]) && (whole() in known)) {
                if (!found_before) print FILENAME ":" FNR ": " known[whole()] ": " whole()
                found_before = 1
            } else {
                found_before = 0
            }
    }
}

function sentences_end() { forget(); found_before = 0 }
END

# Prints what is borrowed.
borrowed() { # DOCUMENT-DIRECTORY FORM…
    documents=$1
    shift
    "$awk" -f "$scratch/fold.awk" -f "$scratch/compare.awk" "$documents"/* "$@"
}

count=0
failed=0
report() { # OK-OR-EMPTY NAME
    count=$((count + 1))
    if [ -n "$1" ]; then
        echo "ok $count - $2"
    else
        echo "not ok $count - $2"
        failed=1
    fi
}

# --- on documents and forms made here ---------------------------------------------

mkdir "$scratch/documents"
cat >"$scratch/documents/one.txt" <<'END'
It was a quiet evening. The neighbour's daughter brought a basket of
ripe pears and sat down to listen.

Wie 's avonds laat nog over de brug loopt, hoort het water en de onge-

duldige eenden roepen om één enkele korst brood.
END

form() { # NAME ENGLISH DUTCH
    cat >"$scratch/$1.yaml" <<END
form_id: $1
items:
  - name: question
    type: text
    label:
      en: "$2"
      nl: >-
        Voor wie dit leest:
        $3
END
}

form planted_en "So: THE NEIGHBOURS DAUGHTER - brought a 'basket' of ripe" "Niets bijzonders."
form planted_nl "Nothing special." "hoort het water
        en de ongeduldige eenden roepen om een enkele korst."
form keylike "Nothing special." "nog
        over: de brug loopt,
        hoort het water en dan"
form near "The neighbour's daughter brought a basket of apples and sat down to" \
    "We horen het water en de ongeduldige eenden om brood roepen."
# shellcheck disable=SC2016
form apart 'Was it a quiet evening? ${name} The neighbour' "Een enkele korst."
cat >"$scratch/flow.yaml" <<'END'
form_id: flow
items:
  - {name: a, type: note, label: {en: "It was a quiet evening: the neighbour's daughter", nl: "Ja"}}
END

result=$(borrowed "$scratch/documents" "$scratch/planted_en.yaml")
report "$(echo "$result" | grep 'planted_en.yaml:6: one.txt: .*basket of ripe')" \
    "an English sentence of a document is found, whatever its capitals and points"
result=$(borrowed "$scratch/documents" "$scratch/planted_nl.yaml")
report "$(echo "$result" | grep 'planted_nl.yaml:[0-9]*: one.txt: .*ongeduldige')" \
    "a Dutch sentence is found over divided words, accents and lines"
result=$(borrowed "$scratch/documents" "$scratch/flow.yaml")
report "$(echo "$result" | grep 'flow.yaml:3: one.txt: ')" "a sentence is found inside braces"
result=$(borrowed "$scratch/documents" "$scratch/keylike.yaml")
report "$(echo "$result" | grep 'keylike.yaml:[0-9]*: one.txt: nog over de brug')" \
    "a sentence is found over lines that begin like a key"
result=$(borrowed "$scratch/documents" "$scratch/near.yaml" "$scratch/apart.yaml")
report "$([ -z "$result" ] && echo yes)" "seven words in a row are still free"
[ -z "$result" ] || echo "$result" | sed 's/^/# /'

# --- on the forms -------------------------------------------------------------------

documents=
if [ -d "$sources" ]; then
    mkdir "$scratch/sources"
    # Short names, none of which looks like a form.
    for file in "$sources"/*; do
        [ -f "$file" ] || continue
        name=${file##*/}
        ln -s "$(cd "$sources" && pwd)/$name" "$scratch/sources/${name%.yaml}.source.yaml"
        documents=yes
    done
fi

if [ -z "$documents" ]; then
    echo "# THE SOURCE DOCUMENTS ARE NOT HERE: NO FORM WAS COMPARED WITH ANYTHING."
    echo "# Looked in $sources; set VERHAAL_SOURCES to their directory."
    count=$((count + 1))
    echo "ok $count - no form borrows from a source document # SKIP no source documents"
else
    # The documents themselves: what a page really says is found in it.
    cat >"$scratch/sentence.awk" <<'END'
        { n = split(folded($0), word, " ") }
        n >= 9 && $0 !~ /-$/ {
            for (i = 1; i <= 9; i++) printf "%s ", word[i]
            exit
        }
END
    planted=$(cat "$scratch"/sources/* | "$awk" -f "$scratch/fold.awk" -f "$scratch/sentence.awk")
    form planted_real "Nothing special." "$planted"
    set -- "$source_tree"/forms/*.yaml
    borrowed "$scratch/sources" "$@" "$scratch/planted_real.yaml" >"$scratch/found"
    report "$(grep 'planted_real.yaml:' "$scratch/found")" \
        "a sentence of a source document is found when planted in a form"
    for file in "$@"; do
        result=$(grep -F "$file:" "$scratch/found")
        report "$([ -z "$result" ] && echo yes)" "${file##*/} is in its own words"
        [ -z "$result" ] || echo "$result" | sed 's/^/# /; s/[.]source[.]yaml:/:/'
    done
fi

echo "1..$count"
exit $failed
