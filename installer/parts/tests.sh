# shellcheck shell=bash disable=SC2154
# SPDX-License-Identifier: GPL-3.0-or-later
# The test command: its parts, what each builds and runs, and the account at the end.

test_parts='unit integration ui asan tsan fuzz explore format includes tidy fresh'

result_names=() result_passed=() result_failed=() result_skipped=() result_times=() result_words=()

# record NAME PASSED FAILED BEGAN [SKIPPED [WORDS]]
record() {
    result_names+=("$1")
    result_passed+=("$2")
    result_failed+=("$3")
    result_times+=("$(elapsed "$4")")
    result_skipped+=("${5:-0}")
    result_words+=("${6:-}")
}

# check NAME COMMAND...: one thing that passes or fails
check() {
    local name=$1 began=$SECONDS
    shift
    if "$@"; then record "$name" 1 0 "$began"; else record "$name" 0 1 "$began"; fi
}

# skip NAME WHY: what cannot be tried here is said at once and again at the end
skip() {
    say "Skipping $1: $2"
    record "$1" 0 0 "$SECONDS" 1 "$2"
}

in_root() { (cd "$root" && "$@"); }

# ctest_part NAME PRESET [ctest option]...: counts the tests that CTest ran
ctest_part() {
    local name=$1 preset=$2 began=$SECONDS code=0 failed total skipped runner=()
    shift 2
    # Address space randomisation with many bits breaks the shadow memory of clang's TSan.
    if [[ $preset == tsan ]] && setarch -R true 2>/dev/null; then runner=(setarch -R); fi
    watched_step "Running $name tests" "$name-tests" ctest_progress \
        in_root ${runner[@]+"${runner[@]}"} ctest --preset "$preset" --parallel "$jobs" "$@" || code=$?
    read -r failed total < <(sed -nE \
        's/^[0-9]+% tests passed, ([0-9]+) tests? failed out of ([0-9]+)$/\1 \2/p' \
        "$logs/$name-tests.log") || { failed=1 && total=1; }
    skipped=$(grep -cE '^ *[0-9]+/[0-9]+ Test .*\*\*\*Skipped' "$logs/$name-tests.log" || true)
    if ((code != 0 && failed == 0)); then failed=1; fi
    record "$name tests" "$((total - failed - skipped))" "$failed" "$began" "$skipped"
}

# ctest_progress LOG
ctest_progress() {
    awk '/^ *[0-9]+\/[0-9]+ Test / { split($1, count, "/"); done_so_far = int(1000 * count[1] / count[2]); name = $4 }
         END { if (name) print done_so_far, name }' "$1"
}

declare -A built=()

# After a failed build the tests still run: those that could be built tell what they know.
built_part() {
    local preset=$1 targets=()
    [[ -z ${built[$preset]:-} ]] || return 0
    built[$preset]=yes
    case $preset in
        # The engine's unit tests are those of the sanitizers, unless they are asked for alone.
        dev) targets=(app_tests ui_tests) && [[ -n $everything ]] || targets+=(engine_tests) ;;
        release) targets=(telemetryhub integration_tests plain_tests benches) ;;
    esac
    check "build $preset" build_preset "$preset" ${targets[@]+"${targets[@]}"}
    if [[ $preset == release ]]; then check "release has no warnings" no_warnings release; fi
}

# no_warnings PRESET: of the build that was made last
no_warnings() { ! grep -nE 'warning:|CMake (Deprecation )?Warning' "$logs/$1"-{configure,build}.log >&2; }

sources() { find "$root"/app "$root"/engine "$root"/ui "$root"/tests -name '*.h' -o -name '*.cpp'; }

# rules_tool NAME: the tool of the version that the rules are written for; nothing where it is not to be had
rules_tool() {
    local tool
    for tool in "$1-14" "$1"; do
        if command -v "$tool" >/dev/null && "$tool" --version | grep -q 'version 14\.'; then
            command -v "$tool"
            return
        fi
    done
}

# rules_part NAME TOOL TITLE COMMAND: skipped where the tool is of another version, which judges otherwise
rules_part() {
    if [[ -z $(rules_tool "$2") ]]; then
        skip "$1" "its rules are written for $2 14, which is not installed"
    else
        check "$1" step "$3" "$1" "$4"
    fi
}

check_format() { sources | tr '\n' '\0' | xargs -0 "$(rules_tool clang-format)" --dry-run --Werror; }

# Every source of the program that is compiled on this system, several in one unit as the dev preset
# builds them: a third of the time, most of which goes into the headers.
check_tidy() {
    [[ -f $root/build/dev/compile_commands.json ]] || { echo "the dev preset is not configured" && return 1; }
    sed -nE "s|^ *\"file\": \"($root/build/dev/(app\|engine\|ui)/[^\"]+/Unity/[^\"]+)\".*|\1|p" \
        "$root/build/dev/compile_commands.json" | grep -v /telemetryhub_ui_resources | sort -u |
        tr '\n' '\0' |
        xargs -0 -r -n 1 -P "$jobs" "$(rules_tool clang-tidy)" --quiet -p "$root/build/dev" \
            --header-filter="^$root/(app|engine|ui)/" --checks=-bugprone-suspicious-include 2>&1 |
        { grep -vE '^[0-9]+ warnings? (generated|treated as errors)' || true; }
}

run_part() {
    case $1 in
        unit)
            built_part dev
            if [[ -n $everything ]]; then
                built_part release
                ctest_part unit dev --label-regex '^app$'
                ctest_part plain release --label-regex '^plain$'
            else
                ctest_part unit dev --label-exclude '^(integration|ui)$'
            fi
            ;;
        integration) built_part release; ctest_part integration release --label-regex '^integration$' ;;
        ui) built_part dev; ctest_part ui dev --label-regex '^ui$' ;;
        asan | tsan) built_part "$1"; ctest_part "$1" "$1" ;;
        fuzz) built_part asan; check "fuzz" step "Replaying the corpus" fuzz replay_corpus ;;
        explore) built_part asan; explore_part ;;
        format) rules_part format clang-format "Checking the format" check_format ;;
        includes) check "includes" watched_step "Compiling every source and header alone" includes includes_progress check_includes ;;
        tidy) built_part dev; rules_part tidy clang-tidy "Running clang-tidy" check_tidy ;;
        fresh) fresh_part ${fresh_suites[@]+"${fresh_suites[@]}"} ;;
    esac
}

# A find is luck and does not repeat by itself: it is told, and fails nothing.
explore_part() {
    local began=$SECONDS finds
    if ! explore; then
        record explore 0 1 "$began"
        return
    fi
    finds=$(<"$root/build/fuzz/finds/count")
    record explore 1 0 "$began" 0 "$( ((finds == 0)) || echo "FOUND $finds: see build/fuzz/finds")"
}

summary() {
    local i passed=0 failed=0 skipped=0
    printf '\n%-24s %7s %7s %7s   %s\n' part passed failed skipped time
    for i in "${!result_names[@]}"; do
        printf '%-24s %7d %7d %7d   %s\n' "${result_names[i]}" "${result_passed[i]}" \
            "${result_failed[i]}" "${result_skipped[i]}" "${result_times[i]}${result_words[i]:+   ${result_words[i]}}"
        passed=$((passed + result_passed[i]))
        failed=$((failed + result_failed[i]))
        skipped=$((skipped + result_skipped[i]))
    done
    printf '%-24s %7s %7s %7s   %s\n' total "" "" "" "$(elapsed 0)"
    printf '%d passed, %d failed, %d skipped\n' "$passed" "$failed" "$skipped"
    ((failed == 0))
}

# run_tests [PART]...: a word behind `fresh` names the systems: `fresh all`, `fresh trixie`
run_tests() {
    local part parts=() everything='' fresh_suites=()
    build_failures_allowed=0
    for part in "$@"; do
        case $part in
            all) mapfile -t fresh_suites < <(cut -d' ' -f1 <<<"$fresh_systems") ;;
            bookworm | trixie) fresh_suites+=("$part") ;;
            *)
                [[ " $test_parts " == *" $part "* ]] || die "there is no test part '$part'; parts: $test_parts"
                parts+=("$part")
                ;;
        esac
    done
    if ((${#parts[@]} == 0 && ${#fresh_suites[@]} > 0)); then parts=(fresh); fi
    if ((${#parts[@]} == 0)); then
        everything=yes
        read -ra parts <<<"$test_parts"
    fi
    ((${#fresh_suites[@]})) || fresh_suites=(bookworm)
    install_packages "$build_packages"$'\n'"$test_packages"
    for part in "${parts[@]}"; do run_part "$part"; done
    summary
}
