#!/usr/bin/env bash
# Boots Debian's kernel in a small emulated machine with GPIO chips whose only program is gpio-check, and checks the GPIO room there against the
# kernel's character device: on x86-64 with the kernel's simulated chips, whose other side the program drives and reads as a rig would.
#
#   tools/gpio-vm/run.sh
#
# Installs what it needs where it runs as root, and skips with the reason where it cannot; what it downloads and builds stays in
# artifacts/gpio-vm. Prints what the machine prints. Last line: "N passed, N failed, N skipped".
set -u
cd "$(dirname "$0")/../.."
vm=$PWD/artifacts/gpio-vm
out=artifacts/gpio-check-linux-x64
limit=${LIMIT:-150} # s, of the machine
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

tools/gpio-vm/prerequisites.sh 2>"$work/e" || skipped "$(cat "$work/e")"
kernel=$(ls -d /usr/src/linux-headers-6.1.0-*-amd64 | sort -V | tail -n 1 | sed 's/.*linux-headers-//')
if [ ! -e "$vm/vmlinuz" ] || [ "$(cat "$vm/version" 2>/dev/null)" != "$kernel" ]; then
    rm -rf "$vm"
    tools/gpio-vm/fetch.sh "$vm" "$kernel" 2>"$work/e" || skipped "$(cat "$work/e")"
    tools/gpio-vm/build-module.sh "$vm" "$kernel" 2>"$work/e" || broken "$(cat "$work/e")"
    echo "$kernel" >"$vm/version"
fi

echo "== publish $out"
if ! dotnet publish tools/gpio-vm/Noble.Edge.GpioCheck -c Release -r linux-x64 -o "$out" --nologo -warnaserror -p:TrimmerSingleWarn=false >"$work/publish" 2>&1 \
    || grep -qE 'warning|IL[0-9]{4}' "$work/publish"; then
    tail -n 20 "$work/publish"
    broken "publish of gpio-check, ahead of time and without a warning"
fi

root=$work/root
mkdir -p "$root"/{bin,lib,lib64,proc,sys,dev,tmp}
cp "$(command -v busybox)" "$root/bin/busybox"
cp "$out/gpio-check" "$root/bin/"
cp "$vm"/libgpiod.so.* "$vm"/*.ko "$root/lib/"
for library in $(ldd "$out/gpio-check" "$vm"/libgpiod.so.* | grep -oE '/[^ )]+\.so[^ )]*' | sort -u); do
    case $library in
        */ld-linux*) cp -L "$library" "$root/lib64/" ;;
        "$vm"*) ;;
        *) cp -L "$library" "$root/lib/" ;;
    esac
done
cat >"$root/init" <<'INIT'
#!/bin/busybox sh
/bin/busybox mount -t proc none /proc
/bin/busybox mount -t sysfs none /sys
/bin/busybox mount -t devtmpfs none /dev
/bin/busybox insmod /lib/configfs.ko
/bin/busybox insmod /lib/gpio-simx.ko
/bin/busybox mount -t configfs none /sys/kernel/config
/bin/busybox mount -t tracefs none /sys/kernel/tracing
export DOTNET_SYSTEM_GLOBALIZATION_INVARIANT=1 HOME=/tmp LD_LIBRARY_PATH=/lib
/bin/gpio-check
echo "exit code $?"
/bin/busybox poweroff -f
INIT
chmod +x "$root/init"
(cd "$root" && find . -print0 | cpio --null --create --format=newc --quiet | gzip -1) >"$work/initramfs" || broken "the initramfs cannot be made"

echo "== a machine with Linux $kernel and simulated GPIO chips"
timeout "$limit" qemu-system-x86_64 -accel tcg -cpu max -smp 1 -m 512 -nographic -no-reboot -nic none -kernel "$vm/vmlinuz" -initrd "$work/initramfs" \
    -append "console=ttyS0 quiet panic=-1 no_timer_check mitigations=off" </dev/null 2>&1 | tr -d '\r' | tee "$work/console"
if ! grep -q '^exit code ' "$work/console"; then
    broken "the machine did not come to the end of its checks within $limit s"
fi
grep -E '^[0-9]+ passed, [0-9]+ failed' "$work/console" | tail -n 1 | sed 's/$/, 0 skipped/'
grep -q '^exit code 0$' "$work/console"
