#!/usr/bin/env bash
# Boots Debian's arm64 kernel in an emulated machine (a Cortex-A72 with two cores) whose only program is the arm64 build of noble-edge, and runs
# its self-check there. 'make publish RID=linux-arm64' first.
#
#   tools/arm64-vm/run.sh [MODEL.noble]
#
# Prints what the machine prints. Last line: "N passed, N failed, N skipped", the self-check's own, or one that says what broke.
set -u
cd "$(dirname "$0")/../.."
model=${1:-}
edge=artifacts/noble-edge-linux-arm64
vm=$PWD/artifacts/arm64-vm
limit=${LIMIT:-900} # s
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
broken() {
    echo "FAIL $1"
    echo "0 passed, 1 failed, 0 skipped"
    exit 1
}
skipped() {
    echo "SKIP $1"
    echo "0 passed, 0 failed, 1 skipped"
    exit 0
}

[ -x "$edge/noble-edge" ] || broken "no $edge/noble-edge, make publish RID=linux-arm64 leaves it"
tools/arm64/prerequisites.sh vm 2>"$work/e" || skipped "$(cat "$work/e")"
if ! ls "$vm"/boot/vmlinuz-* >/dev/null 2>&1; then
    tools/arm64/fetch-packages.sh "$vm" 'linux-image-6.1.0-*' busybox-static libc6 libgcc-s1 libstdc++6 libssl3 2>"$work/e" || skipped "$(cat "$work/e")"
fi

root=$work/root
mkdir -p "$root"/{bin,lib,proc,sys,dev,tmp,edge}
cp "$vm/bin/busybox" "$root/bin/"
cp -r "$vm/lib/ld-linux-aarch64.so.1" "$vm/lib/aarch64-linux-gnu" "$root/lib/"
mkdir -p "$root/usr/lib" && cp -r "$vm/usr/lib/aarch64-linux-gnu" "$root/usr/lib/"
rm -rf "$root/usr/lib/aarch64-linux-gnu/gconv"
cp "$edge"/noble-edge "$edge"/*.so "$root/edge/"
arguments=
if [ -n "$model" ]; then
    mkdir -p "$root/edge/model.noble"
    cp "$model"/*.json "$model"/*.safetensors "$model"/*.onnx "$root/edge/model.noble/" 2>/dev/null
    arguments="--model /edge/model.noble"
fi
cat >"$root/init" <<INIT
#!/bin/busybox sh
/bin/busybox mount -t proc none /proc
/bin/busybox mount -t sysfs none /sys
/bin/busybox mount -t devtmpfs none /dev
export DOTNET_SYSTEM_GLOBALIZATION_INVARIANT=1 HOME=/tmp
/edge/noble-edge --version
/edge/noble-edge selfcheck $arguments
echo "exit code \$?"
/bin/busybox poweroff -f
INIT
chmod +x "$root/init"
(cd "$root" && find . -print0 | cpio --null --create --format=newc --quiet | gzip -1) >"$work/initramfs" || broken "the initramfs cannot be made"

echo "== an arm64 machine with $(basename "$vm"/boot/vmlinuz-*)"
timeout "$limit" qemu-system-aarch64 -M virt,gic-version=3 -cpu cortex-a72 -smp 2 -m 1024 -nographic -no-reboot -nic none \
    -kernel "$vm"/boot/vmlinuz-* -initrd "$work/initramfs" -append "console=ttyAMA0 quiet panic=-1" </dev/null 2>&1 | tr -d '\r' | tee "$work/console"
if ! grep -q '^exit code ' "$work/console"; then
    broken "the machine did not come to the end of the self-check within $limit s"
fi
grep -E '^[0-9]+ passed, [0-9]+ failed' "$work/console" | tail -n 1
grep -q '^exit code 0$' "$work/console"
