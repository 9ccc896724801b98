#!/usr/bin/env bash
# Sees to it that what the arm64 checks need is there, and prints nothing where it is. As root it installs what is missing with apt; elsewhere,
# and where apt cannot, it exits 1 with one line on standard error that says what to install.
#
#   tools/arm64/prerequisites.sh build|user|vm...
set -u
missing=()
need() { # PACKAGE COMMAND...: any of the commands will do
    local package=$1 command
    shift
    for command in "$@"; do command -v "$command" >/dev/null 2>&1 && return; done
    missing+=("$package")
}
for purpose in "$@"; do
    case $purpose in
        build)
            need gcc-aarch64-linux-gnu aarch64-linux-gnu-gcc
            need clang clang
            need lld ld.lld
            [ -e /usr/aarch64-linux-gnu/include/stdio.h ] || missing+=(libc6-dev-arm64-cross)
            ;;
        user) need qemu-user-static qemu-aarch64-static qemu-aarch64 ;;
        vm)
            need qemu-system-arm qemu-system-aarch64
            need cpio cpio
            ;;
    esac
done
[ ${#missing[@]} -eq 0 ] && exit 0
if [ "$(id -u)" -eq 0 ] && command -v apt-get >/dev/null 2>&1; then
    log=$(mktemp)
    if apt-get update >"$log" 2>&1; apt-get install -y --no-install-recommends "${missing[@]}" >"$log" 2>&1; then
        rm -f "$log"
        exit 0
    fi
    echo "arm64: ${missing[*]} cannot be installed: $(grep -m 1 '^E' "$log")" >&2
    rm -f "$log"
    exit 1
fi
echo "arm64: missing ${missing[*]}, apt-get install them" >&2
exit 1
