#!/usr/bin/env bash
# Installs the packages in clean Debian roots, amd64 and (emulated) arm64, and runs what they hold there; then what make install does, into a
# folder. The .deb files are those of make package; roots are debootstrap's, made anew.
#
#   tools/install/check.sh [--make] [amd64] [arm64]     default: both; --make makes the packages first, of what is published
#
# Needs root for the roots, and skips with the reason where it has none. Last line: "N passed, N failed, N skipped".
set -u
cd "$(dirname "$0")/../.."
make=no
if [ "${1:-}" = --make ]; then make=yes; shift; fi
[ $# -gt 0 ] || set -- amd64 arm64
version=$(sed -nE 's#.*<Version>(.*)</Version>.*#\1#p' Directory.Build.props)
suite=bookworm
roots=$PWD/artifacts/roots
work=$(mktemp -d)
passed=0 failed=0 skipped=0
registered=''
pass() { passed=$((passed + 1)); echo "PASS $1"; }
fail() { failed=$((failed + 1)); echo "FAIL $1"; }
skip() { skipped=$((skipped + 1)); echo "SKIP $1"; }
check() { if [ "$2" "$3" "$4" ]; then pass "$1"; else fail "$1 ('$2' $3 '$4')"; fi; }
finish() {
    # The emulator was registered for this alone.
    [ -z "$registered" ] || echo -1 >"/proc/sys/fs/binfmt_misc/$registered"
    rm -rf "$work" "$roots"
}
trap finish EXIT
ends() {
    echo "$passed passed, $failed failed, $skipped skipped"
    [ "$failed" -eq 0 ]
    exit
}

# Where this machine's own packages come from.
mirror() { apt-get indextargets --format '$(SITE)' 'Created-By: Packages' 2>/dev/null | grep -m 1 '/debian/*$'; }

# Programs for arm64 start by themselves, in a root as well: the kernel opens the emulator now (F).
emulate() {
    [ "$(uname -m)" != aarch64 ] || return 0
    tools/arm64/prerequisites.sh user || return 1
    local emulator=qemu-aarch64-static
    [ -e /proc/sys/fs/binfmt_misc/register ] || mount -t binfmt_misc none /proc/sys/fs/binfmt_misc 2>/dev/null
    grep -qs '^flags:.*F' /proc/sys/fs/binfmt_misc/qemu-aarch64 && return 0
    [ ! -e /proc/sys/fs/binfmt_misc/qemu-aarch64 ] || echo -1 >/proc/sys/fs/binfmt_misc/qemu-aarch64
    printf ':qemu-aarch64:M::\\x7fELF\\x02\\x01\\x01\\x00\\x00\\x00\\x00\\x00\\x00\\x00\\x00\\x00\\x02\\x00\\xb7\\x00:\\xff\\xff\\xff\\xff\\xff\\xff\\xff\\x00\\xff\\xff\\xff\\xff\\xff\\xff\\xff\\xff\\xfe\\xff\\xff\\xff:%s:F' \
        "$(command -v $emulator)" >/proc/sys/fs/binfmt_misc/register 2>"$work/e" || { echo "binfmt_misc: $(cat "$work/e")"; return 1; }
    registered=qemu-aarch64
}

# What is there besides what the system itself writes.
listing() { (cd "$1" && find . -xdev \( -path ./proc -o -path ./var/cache -o -path ./var/lib/apt -o -path ./var/lib/dpkg -o -path ./var/log -o -path ./tmp -o -name __pycache__ \) -prune -o -printf '%P\n' | LC_ALL=C sort); }

try_package() { # ARCHITECTURE
    local architecture=$1 root=$roots/$1 package=artifacts/noble-edge_${version}_$1.deb
    echo "== $architecture"
    if [ $make = yes ] && ! tools/install/package.sh "$architecture"; then fail "$architecture: the package is made"; return; fi
    [ -e "$package" ] || { fail "$architecture: no $package, make package leaves it"; return; }
    if [ "$architecture" = arm64 ] && ! emulate >"$work/emulate" 2>&1; then skip "arm64: $(tail -n 1 "$work/emulate")"; return; fi
    rm -rf "$root"
    mkdir -p "$roots"
    if ! debootstrap --variant=minbase --arch="$architecture" $suite "$root" "$(mirror)" >"$work/debootstrap" 2>&1; then
        fail "$architecture: a clean root of $suite: $(tail -n 1 "$work/debootstrap")"
        return
    fi
    cp /etc/resolv.conf "$root/etc/" 2>/dev/null
    cp /etc/apt/apt.conf.d/*proxy* "$root/etc/apt/apt.conf.d/" 2>/dev/null
    inside() { chroot "$root" /usr/bin/env -i PATH=/usr/sbin:/usr/bin:/sbin:/bin HOME=/root LANG=C DEBIAN_FRONTEND=noninteractive DOTNET_CLI_TELEMETRY_OPTOUT=1 "$@"; }
    inside apt-get update >"$work/apt" 2>&1
    # What it depends on comes first: what is left afterwards is the package's own doing.
    inside apt-get install -y --no-install-recommends libssl3 >>"$work/apt" 2>&1
    listing "$root" >"$work/before"
    cp "$package" "$root/tmp/"
    inside apt-get install -y --no-install-recommends "/tmp/${package##*/}" >"$work/apt" 2>&1
    check "$architecture: apt-get installs it, with what it depends on" $? -eq 0
    # ONNX Runtime reads the processor's features there, and the host's file would be another processor's.
    if [ "$architecture" = arm64 ]; then cp tools/arm64/cpuinfo "$root/proc/cpuinfo"; else mount --bind /proc "$root/proc"; fi
    check "$architecture: noble-edge --version" "$(inside noble-edge --version 2>&1 | cut -d+ -f1)" = "$version"
    inside noble-edge run --broker embedded:0 --neurons 4 --duration 1s --summary /tmp/summary.json >"$work/out" 2>&1
    check "$architecture: noble-edge run with the installed model: exit code" $? -eq 0
    check "$architecture: spikes were played" "$(sed -nE 's/^ *"played": ([0-9]+),?$/\1/p' "$root/tmp/summary.json" 2>/dev/null || echo 0)" -gt 0
    inside noble-edge selfcheck --model /usr/lib/noble-edge/models/pvalb-318331342-edge.noble >"$work/out" 2>&1
    check "$architecture: selfcheck, ONNX Runtime and a model among it" $? -eq 0
    grep -E '^[0-9]+ passed' "$work/out"
    inside sh -c 'cd /tmp && noble-edge run /usr/share/doc/noble-edge/examples/nowhere.json' >"$work/out" 2>&1
    check "$architecture: a mistake is one line and exit code 2" "$?$(wc -l <"$work/out")" = 21
    check "$architecture: the manual page is there and reads" "$(gunzip -c "$root/usr/share/man/man1/noble-edge.1.gz" | groff -man -Tascii -ww 2>&1 | grep -c 'NOBLE.EDGE(1)')" -ge 1
    check "$architecture: completion knows the commands" "$(inside bash -c 'compopt() { :; }; . /usr/share/bash-completion/completions/noble-edge; COMP_LINE="noble-edge ren" COMP_POINT=14 COMP_WORDS=(noble-edge ren) COMP_CWORD=1; _noble_edge; echo "${COMPREPLY[*]}"')" = render
    check "$architecture: its user is in the groups of the hardware" "$(inside id -nG noble-edge | tr ' ' '\n' | LC_ALL=C sort | xargs)" = "dialout gpio i2c noble-edge spi"
    if command -v systemd-analyze >/dev/null; then
        # Here, where systemd's own units are; what the unit runs is in the root.
        sed 's#^ExecStart=.*#ExecStart=/bin/true#' "$root/usr/lib/systemd/system/noble-edge@.service" >"$work/noble-edge@.service"
        systemd-analyze verify --man=no "$work/noble-edge@.service" >"$work/unit" 2>&1
        check "$architecture: systemd finds nothing wrong with the unit" "$(grep -c 'noble-edge@' "$work/unit")" -eq 0
    fi
    check "$architecture: every file belongs to root" "$(find "$root/usr/lib/noble-edge" "$root/usr/share/doc/noble-edge" "$root/etc/security/limits.d/noble-edge.conf" \( ! -uid 0 -o ! -gid 0 \) | wc -l)" -eq 0
    # The administrator's own words survive an upgrade.
    echo '# mine' >>"$root/etc/security/limits.d/noble-edge.conf"
    echo '{}' >"$root/etc/noble-edge/mine.json"
    inside dpkg --force-confold -i "/tmp/${package##*/}" >"$work/apt" 2>&1
    check "$architecture: installed once more over itself" $? -eq 0
    check "$architecture: limits that were changed stay so" "$(grep -c '# mine' "$root/etc/security/limits.d/noble-edge.conf")" -eq 1
    inside dpkg --purge noble-edge >"$work/apt" 2>&1
    check "$architecture: purged" $? -eq 0
    check "$architecture: the configuration that somebody wrote is still there" "$(cat "$root/etc/noble-edge/mine.json" 2>&1)" = '{}'
    rm -rf "$root/etc/noble-edge" "$root/root/.cache"
    [ "$architecture" = arm64 ] || umount "$root/proc"
    listing "$root" >"$work/after"
    # Users and groups stay, as Debian has it: files may still be theirs.
    check "$architecture: nothing of it is left: $(comm -13 "$work/before" "$work/after" | grep -vE '^etc/(group|passwd|gshadow|shadow|subuid|subgid)-?$' | head -n 3 | xargs)" \
        "$(comm -13 "$work/before" "$work/after" | grep -vcE '^etc/(group|passwd|gshadow|shadow|subuid|subgid)-?$')" -eq 0
    rm -rf "$root"
}

if [ "$(id -u)" -ne 0 ] || ! command -v apt-get >/dev/null; then
    skip "packages: clean roots need root on a Debian"
    ends
fi
missing=()
for need in debootstrap groff:groff-base; do command -v "${need%%:*}" >/dev/null || missing+=("${need##*:}"); done
if [ ${#missing[@]} -gt 0 ] && ! { apt-get update && DEBIAN_FRONTEND=noninteractive apt-get install -y --no-install-recommends "${missing[@]}"; } >"$work/apt" 2>&1; then
    skip "packages: ${missing[*]} cannot be installed: $(grep -m 1 '^E' "$work/apt")"
    ends
fi
for architecture in "$@"; do try_package "$architecture"; done

echo "== make install, into a folder"
make --no-print-directory install DESTDIR="$work/destination" PREFIX=/usr/local >"$work/install" 2>&1
check "make install: exit code" $? -eq 0
check "make install: the program runs from there" "$("$work/destination/usr/local/bin/noble-edge" --version 2>&1 | cut -d+ -f1)" = "$version"
check "make install: the unit names it" "$(grep -c '^ExecStart=/usr/local/bin/noble-edge ' "$work/destination/usr/local/lib/systemd/system/noble-edge@.service")" -eq 1
make --no-print-directory uninstall DESTDIR="$work/destination" PREFIX=/usr/local >"$work/install" 2>&1
check "make uninstall: no file is left" "$(find "$work/destination" ! -type d | wc -l)" -eq 0
ends
