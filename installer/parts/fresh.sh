# shellcheck shell=bash disable=SC2154
# SPDX-License-Identifier: GPL-3.0-or-later
# What a stranger sees: the README's commands in a system where nobody has installed anything by hand.
#
# Each suite gets a minimal root of its own below build/fresh, and a clone of the last commit in it. What is
# mounted there lives in a namespace of its own, which goes with the processes in it, so that nothing outlives
# the part and build/ can be removed at any time.

# Suite, and who follows the README there: the administrator, or a user who may call sudo.
fresh_systems='bookworm someone
trixie root'

# Why no root can be made here; nothing when one can.
fresh_obstacle() {
    if ((EUID != 0)); then
        echo "it wants root: sudo installer/dev test fresh"
    elif ! command -v mmdebstrap >/dev/null && ! command -v debootstrap >/dev/null; then
        echo "neither mmdebstrap nor debootstrap is installed"
    elif ! command -v git >/dev/null || ! git -C "$root" rev-parse -q --verify HEAD >/dev/null 2>&1; then
        echo "this tree is no git checkout, so it cannot be cloned"
    elif ! unshare --mount --pid --fork true 2>/dev/null; then
        echo "this system gives no namespaces of its own (unshare)"
    fi
}

# fresh_part SUITE...
fresh_part() {
    local obstacle suite user
    obstacle=$(fresh_obstacle)
    if [[ -n $obstacle ]]; then
        skip fresh "$obstacle"
        return
    fi
    if [[ -n $(git -C "$root" status --porcelain) ]]; then
        say "Note: the fresh part clones the last commit; what is not committed is not tried."
    fi
    while read -r suite user; do
        [[ " $* " == *" $suite "* ]] || continue
        rm -rf --one-file-system "$root/build/fresh/$suite"
        mkdir -p "$root/build/fresh/$suite"
        # That is not the tree's doing, so it proves nothing about it.
        if step "Making a minimal $suite" "fresh-$suite-root" make_root "$suite" "$root/build/fresh/$suite/root" "$user"; then
            check "fresh $suite" fresh_system "$suite" "$user"
        else
            skip "fresh $suite" "a minimal root could not be made, see above; it wants the network"
        fi
    done <<<"$fresh_systems"
}

# fresh_system SUITE USER: what it leaves behind is kept when it fails
fresh_system() {
    local place=$root/build/fresh/$1
    step "Cloning into it" "fresh-$1-clone" clone_into "$place/root" "$2" &&
        fresh_walk "$1" "$2" "$place" && rm -rf --one-file-system "$place"
}

# make_root SUITE ROOT USER
make_root() {
    local extra=() tool=mmdebstrap
    [[ $3 == root ]] || extra=(--include=sudo)
    command -v "$tool" >/dev/null || tool=debootstrap
    unshare --mount --pid --fork --kill-child "$tool" --variant=minbase ${extra[@]+"${extra[@]}"} "$1" "$2" || return
    # A root that is thrown away need not be on the disk.
    echo force-unsafe-io >"$2/etc/dpkg/dpkg.cfg.d/unsafe-io"
    cp -L /etc/resolv.conf /etc/hosts "$2/etc/"
    if [[ $3 != root ]]; then
        chroot "$2" useradd --create-home --shell /bin/bash "$3"
        echo "$3 ALL=(ALL) NOPASSWD: ALL" >"$2/etc/sudoers.d/$3"
    fi
}

# clone_into ROOT USER: a clone from outside, so that git and what it needs are not in the root
clone_into() {
    local home=/root
    [[ $2 == root ]] || home=/home/$2
    git clone -q --no-hardlinks "$root" "$1$home/telemetryhub" || return
    chroot "$1" chown -R "$2:" "$home/telemetryhub"
}

# fresh_walk SUITE USER PLACE: follows the README inside; it tells its steps itself
fresh_walk() {
    local display='' code=0 screen=
    mkdir -p "$logs"
    if command -v Xvfb >/dev/null; then
        coproc fresh_screen { exec Xvfb -displayfd 1 -ac -nolisten tcp -screen 0 1280x720x24 2>/dev/null; }
        screen=$fresh_screen_PID
        read -r -t 30 display <&"${fresh_screen[0]}" || display=
    fi
    unshare --mount --pid --fork --kill-child bash -c '
        place=$1 user=$2 display=$3
        mount --rbind /dev "$place/dev" && mount -t proc proc "$place/proc" || exit
        settings=(PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin LANG=C.UTF-8 "FRESH_DISPLAY=$display")
        for name in http_proxy https_proxy no_proxy; do
            [[ -z ${!name:-} ]] || settings+=("$name=${!name}")
        done
        exec chroot "$place" runuser -u "$user" -- env -i "${settings[@]}" \
            bash -c "export HOME=~ && cd && exec bash telemetryhub/installer/parts/fresh_walk.sh"
    ' fresh "$3/root" "$2" "${display:+:$display}" </dev/null 2> >(tee "$logs/fresh-$1.log" >&2) || code=$?
    [[ -z $screen ]] || kill "$screen" 2>/dev/null || true
    return "$code"
}
