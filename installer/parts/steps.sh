# shellcheck shell=bash disable=SC2154
# SPDX-License-Identifier: GPL-3.0-or-later
# What is said to the person at the terminal. Messages go to standard error, so that
# `installer/dev run --no-gui --csv -` pipes clean data.

say() { printf '%s\n' "$*" >&2; }

die() {
    say "installer/dev: $*"
    exit 1
}

# elapsed SECONDS: `42 s`, `3 min 5 s`
duration() { if (($1 < 60)); then echo "$1 s"; else echo "$(($1 / 60)) min $(($1 % 60)) s"; fi; }

# elapsed BEGAN: the time since $SECONDS was BEGAN
elapsed() { duration "$((SECONDS - $1))"; }

# step TITLE LOGNAME COMMAND...: one line on the screen; the output goes to a log and is shown when
# the command fails.
step() {
    local title=$1 log=$logs/$2.log began=$SECONDS code=0
    shift 2
    mkdir -p "$logs"
    printf '%s ... ' "$title" >&2
    "$@" >"$log" 2>&1 </dev/null || code=$?
    end_of_step "$code" "$began" "$log"
}

# end_of_step CODE BEGAN LOG: says how the step ended, and returns its code
end_of_step() {
    if (($1 == 0)); then
        say "done ($(elapsed "$2"))"
    else
        say "FAILED ($(elapsed "$2")); the end of $3:"
        tail -n 150 "$3" >&2
    fi
    return "$1"
}

# watched_step TITLE LOGNAME REPORT COMMAND...: like step, for what takes minutes: it shows how far the
# command is and how long it has to go. `REPORT LOG` prints a number from 0 to 1000 and what is being done.
watched_step() {
    local title=$1 log=$logs/$2.log report=$3 began=$SECONDS code=0 follower
    shift 3
    mkdir -p "$logs"
    : >"$log"
    follow "$title" "$report" "$log" "$began" &
    follower=$!
    "$@" >"$log" 2>&1 </dev/null || code=$?
    kill "$follower" 2>/dev/null && wait "$follower" 2>/dev/null || true
    [[ ! -t 2 ]] || printf '\r\e[K' >&2
    printf '%s ... ' "$title" >&2
    end_of_step "$code" "$began" "$log"
}

# On a terminal one line that changes; elsewhere a line at each tenth of the way, or after half a minute.
follow() {
    local title=$1 report=$2 log=$3 began=$4 done_so_far what line tenth=0 told=$SECONDS
    while sleep 1 && kill -0 $$ 2>/dev/null; do
        read -r done_so_far what < <("$report" "$log" 2>/dev/null) || continue
        line="$title: $((done_so_far / 10)) %, $what$(time_to_go "$done_so_far" "$began")"
        if [[ -t 2 ]]; then
            printf '\r\e[K%s' "${line:0:$(($(tput cols 2>/dev/null || echo 80) - 1))}" >&2
        elif ((done_so_far / 100 > tenth || SECONDS - told >= 30)); then
            say "$line"
            tenth=$((done_so_far / 100)) told=$SECONDS
        fi
    done
}

# time_to_go DONE BEGAN: `, about 40 s to go`, once there is something to reckon from
time_to_go() {
    local spent=$((SECONDS - $2))
    (($1 >= 20 && spent >= 5)) || return 0
    echo ", about $(duration $((spent * (1000 - $1) / $1))) to go"
}
