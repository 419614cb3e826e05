# shellcheck shell=bash disable=SC2154
# SPDX-License-Identifier: GPL-3.0-or-later
# Which packages building and testing need, and how they come onto the machine.

# A line is one need: names that satisfy it, the first that apt knows is taken. `NAME>=VERSION` is
# satisfied by nothing older. A trailing `?` means: only if apt knows it.
build_packages='g++
cmake
ninja-build
qt6-base-dev
libqt6opengl6-dev?
qt6-charts-dev|libqt6charts6-dev
qt6-serialport-dev|libqt6serialport6-dev
qt6-svg-dev|libqt6svg6-dev
qt6-svg-plugins?
qt6-tools-dev
qt6-l10n-tools
qt6-translations-l10n?
libsimdjson-dev
libmuparser-dev
libzstd-dev
libfftw3-dev
libsqlite3-dev
libboost-dev>=1.81|libboost1.83-dev|libboost1.81-dev
libssl-dev
pkg-config|pkgconf
fonts-dejavu-core'
test_packages='git
clang
clang-tidy
clang-format
lld
xvfb?
xauth?
python3-jsonschema
libclang-rt-dev?
mmdebstrap?'

# installed NAME[>=VERSION]
installed() {
    local status version
    read -r status version < <(dpkg-query -W -f='${db:Status-Status} ${Version}' "${1%%>=*}" 2>/dev/null) || true
    [[ $status == installed ]] && at_least "$version" "$1"
}

# known NAME[>=VERSION]: apt would install it
known() {
    local version
    version=$(apt-cache policy "${1%%>=*}" 2>/dev/null | sed -n 's/^ *Candidate: //p')
    [[ -n $version && $version != '(none)' ]] && at_least "$version" "$1"
}

# at_least VERSION NAME[>=LEAST]
at_least() { [[ $2 != *'>='* ]] || dpkg --compare-versions "$1" ge "${2#*>=}"; }

# Prints the packages to install for the needs on standard input; a need that no name satisfies is
# printed as `!NEED`.
missing_packages() {
    local need name names chosen
    while read -r need; do
        chosen=!${need%\?}
        IFS='|' read -ra names <<<"${need%\?}"
        for name in "${names[@]}"; do
            if installed "$name"; then continue 2; fi
        done
        for name in "${names[@]}"; do
            if known "$name"; then chosen=${name%%>=*} && break; fi
        done
        if [[ $chosen != !* || $need != *\? ]]; then echo "$chosen"; fi
    done
}

# Runs as root; the caller has seen to it that this works.
as_root() { if ((EUID == 0)); then "$@"; else sudo "$@"; fi; }

apt_get() { as_root env DEBIAN_FRONTEND=noninteractive apt-get -q -o DPkg::Lock::Timeout=300 "$@"; }

# apt_progress LOG: of what apt tells about itself, one half is for fetching and one for unpacking
apt_progress() {
    awk -F: '/^dlstatus:/ { share = 5 * $3; what = "fetching" } /^pmstatus:/ { share = 500 + 5 * $3; what = $2 }
             END { if (what) print int(share), what }' "$1"
}

# Asks for the password, if there is one to ask for, before the output goes to a log.
become_root() {
    ((EUID != 0)) || return 0
    command -v sudo >/dev/null || return 1
    if [[ -t 0 ]]; then sudo -v; else sudo -n true 2>/dev/null; fi
}

install_with_apt() {
    local needs=$1 names refused
    mapfile -t names < <(missing_packages <<<"$needs")
    ((${#names[@]})) || return 0
    if ! become_root; then
        names=("${names[@]#!}")
        names=("${names[@]%%|*}")
        die "packages are missing and this user may not install them. As root, run:
  apt-get update && apt-get install -y --no-install-recommends ${names[*]%%>=*}"
    fi
    step "Reading the package lists" apt-update apt_get update ||
        die "the package lists could not be read; check the network and /etc/apt/sources.list"
    mapfile -t names < <(missing_packages <<<"$needs")
    refused=$(printf '%s\n' "${names[@]}" | grep '^!' || true)
    [[ -z $refused ]] || die "this system has no package for: ${refused//!/}"
    watched_step "Installing ${#names[@]} packages and what they need" apt-install apt_progress \
        apt_get install -y --no-install-recommends --no-remove -o APT::Status-Fd=1 "${names[@]}" ||
        die "the packages could not be installed. Where another one is in the way, see what would go and decide:
  apt-get install --no-install-recommends ${names[*]}"
}

# Other systems: name the packages and go on with what is installed.
name_packages() {
    local hint='a C++20 compiler, CMake 3.22, Ninja, Qt 6.4 with Charts, SerialPort, Svg and the Linguist tools, simdjson, muParser, zstd, FFTW 3, SQLite 3, Boost 1.81, OpenSSL 3; for the tests clang, clang-tidy, clang-format'
    if command -v dnf >/dev/null; then
        hint='sudo dnf install gcc-c++ cmake ninja-build qt6-qtbase-devel qt6-qtcharts-devel qt6-qtserialport-devel qt6-qtsvg-devel qt6-qttools-devel simdjson-devel muParser-devel libzstd-devel fftw-devel sqlite-devel boost-devel openssl-devel pkgconf-pkg-config dejavu-sans-fonts clang clang-tools-extra compiler-rt libasan libubsan libtsan'
    elif command -v pacman >/dev/null; then
        hint='sudo pacman -S --needed base-devel cmake ninja qt6-base qt6-charts qt6-serialport qt6-svg qt6-tools simdjson muparser zstd fftw sqlite boost openssl pkgconf ttf-dejavu clang compiler-rt'
    elif command -v brew >/dev/null; then
        hint='brew install cmake ninja qt llvm zstd fftw sqlite boost openssl pkgconf'
    fi
    local tool
    for tool in cmake ninja; do
        command -v "$tool" >/dev/null || die "$tool is not installed. Install: $hint"
    done
    say "Packages are not installed on this system by this script. Needed: $hint"
}

install_packages() {
    if command -v apt-get >/dev/null && command -v dpkg-query >/dev/null; then
        install_with_apt "$1"
    else
        name_packages
    fi
}
