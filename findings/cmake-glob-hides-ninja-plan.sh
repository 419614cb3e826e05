#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-3.0-or-later
# With CMake 3.25.1 and Ninja 1.11.1 (Debian 12): `ninja -n` of a configured tree lists what would be built, until the
# project has one `file(GLOB ... CONFIGURE_DEPENDS)`. Then a dry run lists two steps, the check of the globs and a run of
# CMake, and nothing of the build, for ever, though nothing has changed and a real run goes straight on to the build.
# The check of globs is always out of date, and a dry run cannot see that it would change nothing. Whoever reckons
# progress or a list of work from a dry run gets an empty one; `ninja -t commands` is not affected.
set -euo pipefail

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
apt-get download cmake=3.25.1-1 cmake-data=3.25.1-1 ninja-build=1.11.1-2~deb12u1 libarchive13 librhash0 libuv1 \
    libjsoncpp25 libxml2 >download.log 2>&1 || { cat download.log && exit 1; }
for package in *.deb; do dpkg -x "$package" root; done
export LD_LIBRARY_PATH=$work/root/usr/lib/$(dpkg-architecture -qDEB_HOST_MULTIARCH 2>/dev/null || gcc -print-multiarch)
export PATH=$work/root/usr/bin:$PATH

# project NAME GLOB-LINE: a project of one file that is copied
project() {
    mkdir "$1"
    echo text >"$1/a.txt"
    printf '%s\n' 'cmake_minimum_required(VERSION 3.22)' 'project(P LANGUAGES NONE)' "$2" \
        'add_custom_command(OUTPUT b.txt COMMAND cmake -E copy "${CMAKE_SOURCE_DIR}/a.txt" b.txt COMMENT "Copying a")' \
        'add_custom_target(all_of_it ALL DEPENDS b.txt)' >"$1/CMakeLists.txt"
    "$work/root/usr/bin/cmake" -G Ninja -S "$1" -B "$1/build" >/dev/null
}
project plain ''
project globbing 'file(GLOB texts CONFIGURE_DEPENDS "${CMAKE_SOURCE_DIR}/*.txt")'

ninja --version
echo "plain, dry run:"
ninja -C plain/build -n | tee plain.txt
echo "globbing, dry run:"
ninja -C globbing/build -n | tee globbing.txt
echo "globbing, real run:"
ninja -C globbing/build | tee real.txt

grep -q 'Copying a' plain.txt
! grep -q 'Copying a' globbing.txt
grep -q 'Re-running CMake' globbing.txt
grep -q 'Copying a' real.txt
! grep -q 'Re-running CMake' real.txt
echo "As described."
