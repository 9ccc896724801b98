#!/usr/bin/env bash
# Sees to it that what the bridge's firmware and its simulated rig need is there, and prints nothing where it is. As root on a
# Debian it installs what is missing; elsewhere, and where apt cannot, it exits 1 with one line on standard error.
#
#   tools/bridge-rig/prerequisites.sh
set -u
missing=()
need() { # PACKAGE COMMAND
    command -v "$2" >/dev/null 2>&1 || missing+=("$1")
}
need make make
need gcc gcc
need gcc-arm-none-eabi arm-none-eabi-gcc
need binutils-arm-none-eabi arm-none-eabi-objdump
# The compiler's package only recommends the C library's headers.
echo '#include <string.h>' | arm-none-eabi-gcc -E - >/dev/null 2>&1 || missing+=(libnewlib-arm-none-eabi)
need cppcheck cppcheck
need qemu-system-arm qemu-system-arm
[ ${#missing[@]} -eq 0 ] && exit 0
if [ "$(id -u)" -eq 0 ] && command -v apt-get >/dev/null 2>&1; then
    log=$(mktemp)
    export DEBIAN_FRONTEND=noninteractive
    if apt-get install -y --no-install-recommends "${missing[@]}" >"$log" 2>&1 ||
        { apt-get update >"$log" 2>&1 && apt-get install -y --no-install-recommends "${missing[@]}" >"$log" 2>&1; }; then
        rm -f "$log"
        exit 0
    fi
    echo "firmware bridge: ${missing[*]} cannot be installed: $(grep -m 1 '^E' "$log")" >&2
    rm -f "$log"
    exit 1
fi
echo "firmware bridge: missing ${missing[*]}, apt-get install them" >&2
exit 1
