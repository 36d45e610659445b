#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
#
# After each way in which the program may end, nothing that was typed may be
# found in a tmux pane or in its history, whether tmux has an alternate screen
# or not. The control kills the supervisor as well: then the text must be found.

# The ways to end are called by name.
# shellcheck disable=SC2317

set -u
LC_ALL=C.UTF-8
export LC_ALL
echo_program=${VERHAAL_TEST_BUILDDIR:-.}/tests/terminal/term_echo
canary=zebrafinch

if ! command -v tmux >/dev/null 2>&1 || ! [ -x "$echo_program" ]; then
    echo '1..0 # SKIP needs tmux'
    exit 0
fi

scratch=$(mktemp -d) || exit 1
TMUX_TMPDIR=$scratch
export TMUX_TMPDIR
unset TMUX TMUX_PANE
session=0
trap 'mux kill-server 2>/dev/null; rm -rf "$scratch"' EXIT INT TERM

# A server of its own for each case: one that is still leaving takes no session.
mux() {
    tmux -L "residue$session" "$@"
}

pane() {
    mux capture-pane -p -S - 2>/dev/null
}

# Looks until PATTERN is in the pane (or, with "gone" before it, no longer is).
wait_pane() {
    wanted=0
    if [ "$1" = gone ]; then
        wanted=1
        shift
    fi
    tries=0
    while [ "$tries" -lt 1500 ]; do
        pane | grep -q -e "$1"
        [ $? -eq "$wanted" ] && return 0
        tries=$((tries + 1))
    done
    echo "# waited in vain: $1"
    pane | sed 's/^/# /'
    return 1
}

wait_dead() {
    tries=0
    while [ "$tries" -lt 1500 ]; do
        [ "$(mux list-panes -F '#{pane_dead}' 2>/dev/null)" = 1 ] && return 0
        tries=$((tries + 1))
    done
    echo '# the program does not end'
    pane | sed 's/^/# /'
    return 1
}

worker() {
    pane | sed -n 's/.*pid:\([0-9]*\).*/\1/p' | tail -1
}

parent() {
    awk '{ print $4 }' "/proc/$1/stat"
}

begin() {
    mux kill-server 2>/dev/null
    session=$((session + 1))
    mux -f /dev/null new-session -d -x 80 -y 24 \
        "tmux set -g remain-on-exit on; tmux set -g alternate-screen $1; exec $echo_program" &&
        wait_pane 'echo fresh'
}

type_canary() {
    mux send-keys "$canary" && wait_pane "$canary"
}

finish_quit() {
    mux send-keys C-q
}
finish_lock_then_terminate() {
    mux send-keys C-l && wait_pane 'echo locked' && type_canary &&
        kill -TERM "$(parent "$(worker)")"
}
finish_terminate() {
    kill -TERM "$(parent "$(worker)")"
}
finish_hang_up() {
    kill -HUP "$(parent "$(worker)")"
}
finish_kill() {
    for round in 1 2 3; do
        victim=$(worker)
        kill -KILL "$victim"
        [ "$round" = 3 ] && break
        wait_pane gone "pid:$victim" && wait_pane 'echo crashed' && type_canary || return 1
    done
}
finish_all_killed() { # the control
    victim=$(worker)
    kill -KILL "$(parent "$victim")" "$victim"
}

number=0
failed=0
report() { # $1 status, $2 name
    number=$((number + 1))
    if [ "$1" -eq 0 ]; then
        echo "ok $number - $2"
    else
        echo "not ok $number - $2"
        failed=1
    fi
}

echo 1..11
for screens in on off; do
    for end in quit lock_then_terminate terminate hang_up kill; do
        begin "$screens" && type_canary && "finish_$end" && wait_dead &&
            ! pane | grep -q "$canary"
        report $? "$end, alternate screen $screens"
    done
done
# On a busy machine the second may wipe before its own signal comes: tried again.
stays=1
for round in 1 2 3 4 5 6; do
    begin on && type_canary && finish_all_killed && wait_dead && pane | grep -q "$canary" &&
        stays=0 && break
done
report $stays 'control: without the supervisor the text stays'
exit $failed
