# shellcheck shell=bash disable=SC2154
# SPDX-License-Identifier: GPL-3.0-or-later
# Configuring and building the presets, with how far a build is.

# A unit of the unity builds takes up to this much memory, with the system beside it.
memory_per_job_mb=1500

# As many compilers at once as there are processors, and fewer where the memory would not hold them.
jobs_that_fit() {
    local processors memory_mb
    processors=$(getconf _NPROCESSORS_ONLN 2>/dev/null || echo 2)
    memory_mb=$(sed -n 's/^MemAvailable: *\([0-9]*\) kB$/\1/p' /proc/meminfo 2>/dev/null || true)
    memory_mb=$((${memory_mb:-0} / 1024))
    if ((memory_mb > 0 && memory_mb / memory_per_job_mb < processors)); then
        processors=$((memory_mb / memory_per_job_mb))
    fi
    echo "$((processors > 1 ? processors : 1))"
}

# The test command sets it to 0: it builds what can be built, and tests that.
build_failures_allowed=1

# build_preset PRESET [TARGET]...
build_preset() {
    local preset=$1 launcher='' linker='' targets=()
    shift
    (($# == 0)) || targets=(--target "$@")
    launcher=$(command -v ccache || true)
    # Links a test with its debug information in a third of the time.
    if command -v ld.lld >/dev/null; then linker=-fuse-ld=lld; fi
    (
        cd "$root"
        step "Configuring $preset" "$preset-configure" \
            cmake --preset "$preset" "-DCMAKE_CXX_COMPILER_LAUNCHER=$launcher" \
            "-DCMAKE_EXE_LINKER_FLAGS_DEBUG=$linker" || return
        plan_build "$preset" ${targets[@]+"${targets[@]:1}"} >"$logs/$preset-plan"
        watched_step "Building $preset" "$preset-build" build_progress \
            cmake --build --preset "$preset" --parallel "$(jobs_that_fit)" ${targets[@]+"${targets[@]}"} \
            -- -k "$build_failures_allowed"
    )
}

# plan_build PRESET [TARGET]...: what is still to be compiled, a line an object: its weight (about the bytes of
# its sources), a tab, its path in the build folder
plan_build() {
    local build=$root/build/$1 object
    ninja -C "$build" -t commands "${@:2}" 2>/dev/null | sed -nE 's/.* -o ([^ ]+\.(o|gch|pch)) -c .*/\1/p' |
        while IFS= read -r object; do
            [[ -e $build/$object ]] || printf '%d\t%s\n' "$(weight_of "$build/${object%.o}")" "$object"
        done || true
}

# weight_of SOURCE
weight_of() { if [[ $1 == */Unity/* ]]; then unity_bytes "$1"; else echo 60000; fi; }

# unity_bytes UNIT: what its headers weigh, and the sources that it includes; those that are still to be
# generated are small
unity_bytes() {
    local line bytes=150000
    while IFS= read -r line; do
        [[ $line == '#include "'* ]] || continue
        line=${line#'#include "'} && line=${line%\"*}
        [[ ! -f $line ]] || bytes=$((bytes + $(wc -c <"$line")))
    done <"$1"
    echo "$bytes"
}

# build_progress LOG: weighs what Ninja has compiled against the plan; without one it counts commands
build_progress() {
    awk -F '\t' -v now="$(being_compiled "$root/build/")" '
        FILENAME ~ /-plan$/ { weight[$2] = $1; all += $1; next }
        /^\[[0-9]+\/[0-9]+\] / {
            split(substr($0, 2), count, /[\/\]]/)
            if (sub(/.*Building CXX object /, "")) finished += weight[$0]
        }
        END {
            if (all) share = finished / all; else if (count[2]) share = count[1] / count[2]; else exit
            print int(1000 * share), (now ? now : "making ready")
        }' "${1%-build.log}-plan" "$1"
}

# being_compiled FOLDER: what the compilers work on whose output goes below FOLDER: `ui chart, engine serve`
being_compiled() {
    local process arguments argument names=()
    for process in /proc/[0-9]*; do
        [[ $(<"$process/comm") =~ ^(cc1plus|clang.*)$ ]] 2>/dev/null || continue
        mapfile -d '' -t arguments <"$process/cmdline" || continue
        for argument in "${arguments[@]}"; do
            case $argument in
                "$1"*/CMakeFiles/*.cxx) names+=("$(unit_name "${argument#"$1"*/}")") && break ;;
                "$root"/*.cpp) names+=("$(basename "$argument" .cpp)") && break ;;
            esac
        done
    done 2>/dev/null
    ((${#names[@]} == 0)) || printf '%s\n' "${names[@]}" | sort -u | paste -sd, | sed 's/,/, /g'
}

# unit_name FILE: `ui/CMakeFiles/telemetryhub_ui.dir/Unity/unity_chart_cxx.cxx` is `ui chart`
unit_name() {
    local folder=${1%%/CMakeFiles/*} group=${1##*/}
    group=${group#unity_} && group=${group%_cxx.cxx}
    folder=${folder/\/src\// }
    if [[ $group == [0-9]* || $group == cmake_pch* || $group == mocs_* ]]; then echo "$folder"; else echo "$folder $group"; fi
}

build_program() {
    install_packages "$build_packages"
    build_preset release telemetryhub
}
