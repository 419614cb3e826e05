# shellcheck shell=bash
# SPDX-License-Identifier: GPL-3.0-or-later
# Fuzzing: inputs that are kept are replayed and decide; what exploring finds is told and kept.
# tests/fuzz/README.md says how they belong together.
#
# For installer/dev, whose functions and variables it uses.
# shellcheck disable=SC2154

# A set of inputs is a program, or the decoder with one of its formats: `api`, `decode:csv`.
fuzz_formats='auto csv plotter teleplot json keyvalue nmea vedirect dsmr slip cobs frame modbus'
fuzz_sets() {
    local format
    printf '%s\n' api config csv_import http profile spec
    for format in $fuzz_formats; do echo "decode:$format"; done
}

fuzz_is_set() { [[ $1 == decode ]] || grep -qxF -- "$1" <(fuzz_sets); }

# fuzz_folders SET: where its inputs lie, those that are there. Both decoder inputs and files name
# their format, so that `decode` alone is all of them.
fuzz_folders() {
    local name=${1%%:*} format='' kind folder
    [[ $1 != *:* ]] || format=/${1#*:}
    for kind in regressions corpus seeds; do
        folder=$root/tests/fuzz/$kind/$name$format
        [[ ! -e $folder ]] || echo "$folder"
    done
    case $name in
        config) echo "$root/resources/examples" ;;
        profile) echo "$root/resources/profiles" ;;
    esac
}

# The longest input that is tried: long enough for whole telegrams and tables, short enough to be quick.
fuzz_length() {
    case ${1%%:*} in
        profile) echo 4096 ;;
        config) echo 1024 ;;
        spec) echo 256 ;;
        *) echo 512 ;;
    esac
}

# Words that chance would not spell.
fuzz_words() {
    case $1 in
        config | profile | spec) echo "$root/tests/fuzz/words/settings" ;;
        *) echo "$root/tests/fuzz/words/${1%%:*}" ;;
    esac
}

# fuzz_exec SET BUILD [OPTION]...: becomes its program. The limits are wide, so that an input that goes
# beyond them is a find on a busy machine too.
fuzz_exec() {
    local set=$1 build=$2
    shift 2
    [[ $set != *:* ]] || export TELEMETRYHUB_FUZZ_FORMAT=${set#*:}
    export ASAN_OPTIONS="detect_leaks=1${ASAN_OPTIONS:+:$ASAN_OPTIONS}"
    export UBSAN_OPTIONS="print_stacktrace=1${UBSAN_OPTIONS:+:$UBSAN_OPTIONS}"
    exec "$root/build/$build/tests/fuzz/fuzz_${set%%:*}" -timeout=20 -rss_limit_mb=2048 \
        -report_slow_units=1000 -len_control=100 -print_funcs=0 -dict="$(fuzz_words "$set")" "$@"
}

fuzz_program() { (fuzz_exec "$@"); }

# fuzz_for SECONDS LOG SET [OPTION]...: runs its program of the asan build, at most so long whatever it does.
fuzz_for() {
    local seconds=$1 log=$2
    shift 2
    # In the foreground, so that Ctrl+C ends it too.
    # shellcheck disable=SC2016
    timeout --foreground -k 5 "$seconds" bash -c 'fuzz_exec "$1" asan -verbosity=0 "${@:2}"' fuzz_exec "$@" \
        >"$log" 2>&1 </dev/null
}

# fuzz_reason LOG: what kind of failure a run of a program tells of.
fuzz_reason() {
    local reason
    reason=$(grep -aoE -m 1 '^broken: .*|ERROR: libFuzzer: (timeout|out-of-memory)' "$1" |
        sed 's/ERROR: libFuzzer: //') || true
    [[ -n $reason ]] || reason=$(sed -nE 's/^SUMMARY: //p' "$1" | tail -n 1)
    printf '%s' "${reason//"$root/"/}"
}

# --- replaying --------------------------------------------------------------------------------------

# fuzz_replay SET: each of its inputs once, in the order of their names. Prints a line for each that fails.
fuzz_replay() {
    local set=$1 log=$logs/fuzz-replay-${1/:/-} folders files code failing failures=0
    mapfile -t folders < <(fuzz_folders "$set")
    mapfile -t files < <(find "${folders[@]}" -type f | LC_ALL=C sort)
    while ((${#files[@]})); do
        code=0
        fuzz_for 600 "$log.log" "$set" -exact_artifact_path=/dev/null "${files[@]}" || code=$?
        ((code != 0)) || break
        failures=$((failures + 1))
        mv "$log.log" "$log-$failures.log"
        # A leak shows at the end, behind the last input, whose ever it is.
        failing=$(sed -nE 's/^Running: //p' "$log-$failures.log" | tail -n 1)
        if [[ -z $failing ]]; then
            echo "fuzz $set cannot run (exit code $code); see $log-$failures.log"
            break
        fi
        printf 'fuzz %s: %s: %s (exit code %d); see %s\n' "$set" "${failing#"$root/"}" \
            "$(fuzz_reason "$log-$failures.log")" "$code" "$log-$failures.log"
        while ((${#files[@]})) && [[ ${files[0]} != "$failing" ]]; do files=("${files[@]:1}"); done
        files=("${files[@]:1}")
    done
    return "$((failures > 0))"
}

fuzz_export() {
    export root logs fuzz_formats
    export -f fuzz_sets fuzz_folders fuzz_length fuzz_words fuzz_exec fuzz_for fuzz_reason fuzz_replay fuzz_finds_of \
        fuzz_report fuzz_retry fuzz_explore
}

# Every input that is kept, in every set; the same on every machine. The failing ones are printed.
replay_corpus() {
    mkdir -p "$logs"
    fuzz_export
    # shellcheck disable=SC2016
    fuzz_sets | xargs -P "$jobs" -I '{}' bash -c 'fuzz_replay "$1"' fuzz_replay '{}' >&2
}

# --- exploring --------------------------------------------------------------------------------------

fuzz_finds_of() { find "$root/build/fuzz/finds" -maxdepth 1 -type f -name "${1/:/-}-*" | LC_ALL=C sort; }

# fuzz_report SET FILE LOG: a find, as a line. What `fuzz_reason` says of the log is only right for the
# find that was made last.
fuzz_report() {
    local file=${2#"$root/"} kind
    kind=${file##*/"${1/:/-}"-}
    printf '%s: %s, %s: %s; repeat it: installer/dev fuzz %s %s\n' "$1" "${kind%%-*}" \
        "$(fuzz_reason "$3")" "$file" "$1" "$file" >>"$root/build/fuzz/finds/list"
}

# fuzz_retry SET: finds of earlier runs are told again until they are mended.
fuzz_retry() {
    local file log=$logs/fuzz-retry-${1/:/-}.log
    while read -r file; do
        if fuzz_for 60 "$log" "$1" -exact_artifact_path=/dev/null "$file"; then
            rm "$file"
        else
            fuzz_report "$1" "$file" "$log"
        fi
    done < <(fuzz_finds_of "$1")
}

# fuzz_explore SECONDS DEADLINE SET: fails only when the program cannot run.
fuzz_explore() {
    local seconds=$1 deadline=$2 set=$3 log=$logs/fuzz-explore-${3/:/-}.log prefix folders known found new code=0
    if (($(date +%s) >= deadline)); then
        echo "fuzz $set was not explored this time: the machine is too busy"
        return 0
    fi
    prefix=$root/build/fuzz/finds/${set/:/-}-
    fuzz_retry "$set"
    known=$(fuzz_finds_of "$set")
    mapfile -t folders < <(fuzz_folders "$set")
    new=$(mktemp -d)  # what libFuzzer keeps goes into the first folder
    fuzz_for "$((seconds + 120))" "$log" "$set" -print_final_stats=1 -max_total_time="$seconds" \
        -max_len="$(fuzz_length "$set")" -artifact_prefix="$prefix" "$new" "${folders[@]}" || code=$?
    rm -r "$new"
    ((code != 0)) || return 0
    found=$(comm -13 <(printf '%s' "$known") <(fuzz_finds_of "$set"))
    if [[ -n $found ]]; then
        fuzz_report "$set" "$found" "$log"
    elif ((code == 124 || code == 137)); then
        printf '%s: it hung or was killed and left no input; see %s\n' "$set" "$log" \
            >>"$root/build/fuzz/finds/list"
    else
        echo "fuzz $set cannot run (exit code $code); see $log"
        return 1
    fi
}

# Explores every set from its inputs on, by chance and for about 90 s in all. What it finds is printed,
# kept in build/fuzz/finds and counted there; it is no failure, because the next run may find nothing.
explore() {
    local finds=$root/build/fuzz/finds budget=${TELEMETRYHUB_FUZZ_SECONDS:-90} sets seconds code=0
    mkdir -p "$finds" "$logs"
    : >"$finds/list"
    sets=$(fuzz_sets | wc -l)
    seconds=$((budget * jobs / sets))
    fuzz_export
    # In another order each time, because on a busy machine the last ones may not have their turn.
    # shellcheck disable=SC2016
    fuzz_sets | sort -R | xargs -P "$jobs" -I '{}' bash -c 'fuzz_explore "$@"' fuzz_explore \
        "$((seconds > 0 ? seconds : 1))" "$(($(date +%s) + 2 * budget))" '{}' >&2 || code=1
    LC_ALL=C sort -o "$finds/list" "$finds/list"
    wc -l <"$finds/list" | tr -d ' ' >"$finds/count"
    sed 's/^/fuzz find: /' "$finds/list" >&2
    return "$code"
}

# --- by hand ----------------------------------------------------------------------------------------

# fuzz SET [OPTION]...: until it fails or Ctrl+C; what is found stays in build/fuzz/grown, so that the
#   next run goes on from there. Options go to libFuzzer.
# fuzz SET FILE [OPTION]...: one input, with the program that the tests run.
# fuzz corpus SECONDS [SET]...: explores each so long and chooses what is worth keeping in tests/fuzz/corpus.
fuzz() {
    local set=${1:-} sets folders
    sets=$(fuzz_sets)
    if [[ $set == corpus ]]; then
        fuzz_grow "${@:2}"
        return
    fi
    fuzz_is_set "$set" || die "name what to fuzz: decode, or one of ${sets//$'\n'/ }"
    shift
    install_packages "$build_packages"$'\n'"$test_packages"
    if [[ -f ${1:-} ]]; then
        build_preset asan "fuzz_${set%%:*}"
        fuzz_program "$set" asan "$@"
        return
    fi
    build_preset fuzz
    mkdir -p "$root/build/fuzz/grown/${set/:/-}"
    mapfile -t folders < <(fuzz_folders "$set")
    fuzz_program "$set" fuzz -max_len=4096 "$@" "$root/build/fuzz/grown/${set/:/-}" "${folders[@]}"
}

# fuzz_grow SECONDS [SET]...: every set goes on from what it has, and of all its inputs those stay in tests/fuzz/corpus
# that reach what no other does. Counters, which make each number of rounds of a loop something new, would
# keep ten times as many.
fuzz_grow() {
    local seconds=${1:-60} set sets=("${@:2}") log folders grown corpus chosen
    ((${#sets[@]})) || mapfile -t sets < <(fuzz_sets)
    install_packages "$build_packages"$'\n'"$test_packages"
    build_preset asan fuzz_programs
    fuzz_export
    for set in "${sets[@]}"; do
        log=$logs/fuzz-grow-${set/:/-}
        corpus=$root/tests/fuzz/corpus/${set/:/\/}
        grown=$root/build/fuzz/grown/${set/:/-}
        chosen=$(mktemp -d)
        mkdir -p "$grown" "$root/build/fuzz/finds"
        mapfile -t folders < <(fuzz_folders "$set")
        fuzz_for "$((seconds + 120))" "$log.log" "$set" -max_total_time="$seconds" \
            -max_len="$(fuzz_length "$set")" -artifact_prefix="$root/build/fuzz/finds/${set/:/-}-" \
            "$grown" "${folders[@]}" || say "fuzz $set found something; see $log.log"
        [[ ! -d $corpus ]] || cp "$corpus"/* "$grown"
        fuzz_for 600 "$log-choice.log" "$set" -merge=1 -set_cover_merge=1 -use_counters=0 \
            -max_len="$(fuzz_length "$set")" "$chosen" "$grown" ||
            die "fuzz $set: the inputs could not be chosen; see $log-choice.log"
        mkdir -p "$corpus"
        rm -f "$corpus"/*
        mv "$chosen"/* "$corpus"
        rmdir "$chosen"
        say "$set: $(find "$corpus" -type f | wc -l) inputs"
    done
}
