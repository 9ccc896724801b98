#!/usr/bin/env bash
# Boots Debian's kernel in a small emulated machine with GPIO chips whose only program is gpio-check, and checks the GPIO room there against the
# kernel's character device.
#
#   tools/gpio-vm/run.sh           x86-64, with the kernel's simulated chips, whose other side the program drives and reads as a rig would
#   tools/gpio-vm/run.sh arm64     arm64, with the PL061 chip of the emulated board, one line of which this script raises from outside
#
# Installs what it needs where it runs as root, and skips with the reason where it cannot; what it downloads and builds stays in artifacts/.
# Prints what the machine prints. Last line: "N passed, N failed, N skipped".
set -u
cd "$(dirname "$0")/../.."
architecture=${1:-x64}
vm=$PWD/artifacts/gpio-vm-$architecture
out=artifacts/gpio-check-linux-$architecture
limit=${LIMIT:-170} # s, of the machine
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
root=$work/root
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
publish() {
    echo "== publish $out"
    if ! dotnet publish tools/gpio-vm/Noble.Edge.GpioCheck -c Release -r "linux-$architecture" -o "$out" --nologo -warnaserror -p:TrimmerSingleWarn=false >"$work/publish" 2>&1 \
        || grep -qE 'warning|IL[0-9]{4}' "$work/publish"; then
        tail -n 20 "$work/publish"
        broken "publish of gpio-check, ahead of time and without a warning"
    fi
    mkdir -p "$root"/{bin,lib,proc,sys,dev,tmp}
    cp "$out/gpio-check" "$root/bin/"
    cp "$vm"/libgpiod.so.* "$root/lib/"
}
# Leaves the machine's file system; its program gets the arguments.
initramfs() {
    cat >"$root/init" <<INIT
#!/bin/busybox sh
/bin/busybox mount -t proc none /proc
/bin/busybox mount -t sysfs none /sys
/bin/busybox mount -t devtmpfs none /dev
for module in /lib/*.ko; do [ -e \$module ] && /bin/busybox insmod \$module; done
/bin/busybox mount -t configfs none /sys/kernel/config 2>/dev/null
/bin/busybox mount -t debugfs none /sys/kernel/debug
/bin/busybox mount -t tracefs none /sys/kernel/tracing
export DOTNET_SYSTEM_GLOBALIZATION_INVARIANT=1 HOME=/tmp LD_LIBRARY_PATH=/lib
/bin/gpio-check $*
echo "exit code \$?"
/bin/busybox poweroff -f
INIT
    chmod +x "$root/init"
    (cd "$root" && find . -print0 | cpio --null --create --format=newc --quiet | gzip -1) >"$work/initramfs" || broken "the initramfs cannot be made"
}
# The firmware clears the screen, which a log has no use for. Line by line, for somebody waits for one of them.
console() { sed -u 's/\r//g; s/\x1b\[[0-9;?]*[a-zA-Z]//g; s/\x1bc//g' | tee "$work/console"; }

case $architecture in
    x64)
        tools/gpio-vm/prerequisites.sh 2>"$work/e" || skipped "$(cat "$work/e")"
        kernel=$(ls -d /usr/src/linux-headers-6.1.0-*-amd64 | sort -V | tail -n 1 | sed 's/.*linux-headers-//')
        if [ "$(cat "$vm/version" 2>/dev/null)" != "$kernel" ]; then
            rm -rf "$vm"
            tools/gpio-vm/fetch.sh "$vm" amd64 "$kernel" 2>"$work/e" || skipped "$(cat "$work/e")"
            tools/gpio-vm/build-module.sh "$vm" "$kernel" 2>"$work/e" || broken "$(cat "$work/e")"
            echo "$kernel" >"$vm/version"
        fi
        publish
        mkdir -p "$root/lib64"
        cp "$(command -v busybox)" "$root/bin/busybox"
        cp "$vm"/*.ko "$root/lib/"
        for library in $(ldd "$out/gpio-check" | grep -oE '/[^ )]+\.so[^ )]*' | sort -u); do
            case $library in
                */ld-linux*) cp -L "$library" "$root/lib64/" ;;
                *) cp -L "$library" "$root/lib/" ;;
            esac
        done
        initramfs
        echo "== a machine with Linux $kernel and simulated GPIO chips"
        timeout "$limit" qemu-system-x86_64 -accel tcg -cpu max -smp 1 -m 512 -nographic -no-reboot -nic none -kernel "$vm/vmlinuz" -initrd "$work/initramfs" \
            -append "console=ttyS0 quiet panic=-1 no_timer_check mitigations=off" </dev/null 2>&1 | console
        ;;
    arm64)
        tools/arm64/prerequisites.sh build vm 2>"$work/e" || skipped "$(cat "$work/e")"
        system=$PWD/artifacts/arm64-vm # shared with tools/arm64-vm
        if ! ls "$system"/boot/vmlinuz-* >/dev/null 2>&1; then
            tools/arm64/fetch-packages.sh "$system" 'linux-image-6.1.0-*' busybox-static libc6 libgcc-s1 libstdc++6 libssl3 2>"$work/e" || skipped "$(cat "$work/e")"
        fi
        if [ ! -e "$vm/libgpiod.so.3" ]; then
            tools/gpio-vm/fetch.sh "$vm" arm64 2>"$work/e" || skipped "$(cat "$work/e")"
        fi
        publish
        cp "$system/bin/busybox" "$root/bin/"
        cp -r "$system/lib/ld-linux-aarch64.so.1" "$system/lib/aarch64-linux-gnu" "$root/lib/"
        initramfs chip 0 3
        mkfifo "$work/monitor.in" "$work/monitor.out"
        exec 3<>"$work/monitor.in" # so that a write never waits for a machine that has ended
        echo "== an arm64 machine with $(basename "$system"/boot/vmlinuz-*) and a PL061"
        # The power button of the board is line 3 of its chip: the monitor presses it when the program waits for it.
        timeout "$limit" qemu-system-aarch64 -M virt,gic-version=3 -cpu cortex-a72 -smp 2 -m 512 -display none -serial stdio -no-reboot -nic none \
            -monitor "pipe:$work/monitor" -kernel "$system"/boot/vmlinuz-* -initrd "$work/initramfs" -append "console=ttyAMA0 quiet panic=-1" </dev/null 2>&1 | console | while IFS= read -r line; do
            echo "$line"
            [ "$line" = "waiting for an edge" ] && echo system_powerdown >&3
        done
        ;;
    *)
        echo "usage: tools/gpio-vm/run.sh [x64|arm64]" >&2
        exit 2
        ;;
esac
if ! grep -q '^exit code ' "$work/console"; then
    broken "the machine did not come to the end of its checks within $limit s"
fi
grep -E '^[0-9]+ passed, [0-9]+ failed' "$work/console" | tail -n 1 | sed 's/$/, 0 skipped/'
grep -q '^exit code 0$' "$work/console"
