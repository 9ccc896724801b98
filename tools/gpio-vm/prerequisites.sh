#!/usr/bin/env bash
# Sees to it that what the GPIO machine needs is there, and prints nothing where it is. As root it installs what is missing with apt; elsewhere,
# and where apt cannot, it exits 1 with one line on standard error that says what to install.
#
#   tools/gpio-vm/prerequisites.sh
set -u
missing=()
need() { # PACKAGE COMMAND
    command -v "$2" >/dev/null 2>&1 || missing+=("$1")
}
need qemu-system-x86 qemu-system-x86_64
need busybox-static busybox
need cpio cpio
need kmod depmod
need make make
need gcc-12 gcc-12
need xz-utils xz
need flex flex
need bison bison
need bc bc
[ -e /usr/include/libelf.h ] || missing+=(libelf-dev)
[ -e /usr/src/linux-source-6.1.tar.xz ] || missing+=(linux-source-6.1)
if ! ls -d /usr/src/linux-headers-6.1.0-*-amd64 >/dev/null 2>&1; then
    missing+=('linux-headers-6.1.0-*-amd64')
fi
[ ${#missing[@]} -eq 0 ] && exit 0
if [ "$(id -u)" -eq 0 ] && command -v apt-get >/dev/null 2>&1; then
    log=$(mktemp)
    apt-get update >"$log" 2>&1
    # The newest version of what ends in * that apt offers.
    newest=$(apt-cache pkgnames linux-headers-6.1.0- | grep -E '^linux-headers-6\.1\.0-[0-9]+-amd64$' | sort -V | tail -n 1)
    packages=("${missing[@]/linux-headers-6.1.0-\*-amd64/${newest:-linux-headers-6.1.0-amd64}}")
    if DEBIAN_FRONTEND=noninteractive apt-get install -y --no-install-recommends "${packages[@]}" >"$log" 2>&1; then
        rm -f "$log"
        exit 0
    fi
    echo "GPIO machine: ${packages[*]} cannot be installed: $(grep -m 1 '^E' "$log")" >&2
    rm -f "$log"
    exit 1
fi
echo "GPIO machine: missing ${missing[*]}, apt-get install them" >&2
exit 1
