# shellcheck shell=bash disable=SC2154
# SPDX-License-Identifier: GPL-3.0-or-later
# The program is built several files at a time; this looks at each alone, so that nothing hangs on its neighbours.

check_includes() {
    cd "$root"
    cmake --preset alone
    python3 installer/parts/compile_alone.py build/alone . "$jobs"
}

# includes_progress LOG
includes_progress() {
    awk -F '[][/ ]+' '/^\[/ { done_so_far = int(1000 * $2 / $3); name = $0; sub(/^[^ ]* /, "", name) }
                      END { if (name) print done_so_far, name }' "$1"
}
