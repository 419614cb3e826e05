#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-3.0-or-later
# Follows the README as somebody who has just cloned the project: runs its commands as they are written and
# looks at what came of them. Started in a minimal system, in the folder above the clone, by fresh.sh;
# FRESH_DISPLAY names an X screen, if there is one.
set -euo pipefail

clone=telemetryhub
program=
feeder=

say() { printf '  %s\n' "$*" >&2; }

fail() {
    say "FAILED: $*"
    exit 1
}

# Whatever was started ends with this script.
trap 'for process in $program $feeder; do kill "$process" 2>/dev/null || true; done' EXIT

# readme_block N: the N-th block of commands of the README
readme_block() {
    awk -v wanted="$1" '/^```sh$/ { block++; inside = 1; next } /^```$/ { inside = 0 }
                        inside && block == wanted' "$clone/README.md"
}

# until_true SECONDS COMMAND...: asks twice a second
until_true() {
    local deadline=$((SECONDS + $1))
    shift
    until "$@"; do
        ((SECONDS < deadline)) || return 1
        sleep 0.5
    done
}

is_running() { kill -0 "$program" 2>/dev/null; }

says_ready() { grep -q '"event":"ready"' "$1" || ! is_running; }

# start COMMANDS: as a shell in the clone; what it prints goes to out and err
start() {
    (cd "$clone" && exec bash -euc "$1") >out 2> >(tee err >&2) &
    program=$!
}

# stop: asks the program to end, and it has to end well
stop() {
    local code=0
    is_running || fail "it ended by itself: $(tail -n 3 err)"
    kill -TERM "$program"
    wait "$program" || code=$?
    program=
    ((code == 0)) || fail "it ended with code $code"
}

# samples_processed FILE: of the line a headless run ends with
samples_processed() { sed -nE 's/.*"event":"stopped".*"samples_processed":([0-9]+).*/\1/p' "$1"; }

rows_of() { echo $(($(wc -l <"$1") - 1)); }

# The first command: no display, so the simulated device runs without a window.
first_command() {
    local commands
    commands=$(readme_block 1 | grep -v '^git clone ')
    [[ $commands == *'installer/dev run'* ]] || fail "the README's first block has no installer/dev run"
    say "README, first command: $commands"
    start "$commands"
    until_true 3600 says_ready out || fail "no ready line in an hour"
    is_running || fail "it ended before it was ready"
    sleep 3
    stop
    (($(samples_processed out) > 0)) || fail "no sample was processed: $(<out)"
    say "ready, $(samples_processed out) samples, ended in order"
}

# Neither a compiler nor CMake had anything to complain about.
no_warnings() {
    local found
    found=$(grep -nE 'warning:|CMake (Deprecation )?Warning' "$clone"/build/logs/release-{configure,build}.log || true)
    [[ -z $found ]] || fail "the first build has warnings:"$'\n'"$found"
    say "built without a warning"
}

rows_in_a_csv() {
    say "the simulated device into a CSV"
    start 'installer/dev run --no-gui --device sim:demo --csv rows.csv --duration 5s'
    wait "$program" || fail "it ended with code $?"
    program=
    head -n 1 "$clone/rows.csv" | grep -q '^time_utc,elapsed_s,seq,' || fail "rows.csv has no such header"
    (($(rows_of "$clone/rows.csv") == $(samples_processed out) && $(samples_processed out) > 100)) ||
        fail "rows.csv has $(rows_of "$clone/rows.csv") rows, $(samples_processed out) samples were processed"
    say "$(rows_of "$clone/rows.csv") rows, as many as samples"
}

# A pseudo terminal that sends lines once its other end is held open; its name goes to the file `port`.
# The numbers are TIOCSPTLCK and TIOCGPTN: a minimal Perl has no names for them.
feed_a_port() {
    perl -e '
        open my $line, "+<", "/dev/ptmx" or die; my $number = pack "i", 0;
        ioctl $line, 0x40045431, $number or die; ioctl $line, 0x80045430, $number or die;
        open my $other, "+<", "/dev/pts/" . unpack "i", $number or die;
        open my $name, ">", "port" or die; print $name "/dev/pts/" . unpack "i", $number; close $name;
        $| = 1; for (my $i = 0; -e "port"; ++$i) {
            syswrite $line, sprintf "%d,%.3f\r\n", $i, sin $i / 50 if -e "feeding";
            select undef, undef, undef, 0.01 }' &
    feeder=$!
    until_true 10 test -s port || fail "no pseudo terminal can be made here"
}

# The second block, with a pseudo terminal in the place of the adapter.
second_block() {
    local commands
    feed_a_port
    commands=$(readme_block 2 | sed "s|/dev/ttyUSB0|$(<port)|")
    [[ $commands == *"$(<port)"*$'\n'*export* ]] || fail "the README's second block names no port, or exports nothing"
    say "README, second block: $commands"
    start "$(sed -n 1p <<<"$commands")"
    until_true 600 says_ready out || fail "no ready line"
    : >feeding
    sleep 5
    rm feeding
    stop
    start "$(sed -n 2p <<<"$commands")"
    wait "$program" || fail "the export ended with code $?"
    program=
    (($(rows_of "$clone/values.csv") > 100)) || fail "values.csv has $(rows_of "$clone/values.csv") rows"
    rm port
    wait "$feeder"
    feeder=
    say "$(rows_of "$clone/values.csv") rows recorded from a serial line, and exported"
}

# window PLATFORM [NAME=VALUE]...: opens the window for some seconds
window() {
    say "the window on $1"
    start "${*:2} installer/dev run --record=window-$1.thub"
    until_true 600 test -s "$clone/window-$1.thub" || fail "the window recorded nothing"
    sleep 5
    stop
    if grep -E 'qt\.qpa|[Cc]ould not|cannot' err >&2; then fail "the window complained"; fi
    "$clone/build/release/telemetryhub" export "$clone/window-$1.thub" --csv window.csv 2>err || fail "$(<err)"
    (($(rows_of window.csv) > 100)) || fail "the window recorded $(rows_of window.csv) rows"
    say "it measured: $(rows_of window.csv) rows recorded, ended in order"
}

first_command
no_warnings
rows_in_a_csv
second_block
window offscreen QT_QPA_PLATFORM=offscreen
if [[ -n ${FRESH_DISPLAY:-} ]]; then window xcb "DISPLAY=$FRESH_DISPLAY"; else say "no X screen: the window was tried offscreen alone"; fi
