#!/usr/bin/env bash
# Publishes noble-edge for arm64 with every warning an error and runs its self-check under qemu's user emulation: vector paths, scalar twins,
# whole networks, files, ONNX Runtime, and a shipped model; then compares the spikes that it renders with those of the x64 binary, where that is.
#
#   tests/aot/check-arm64.sh [MODEL.noble]     default: runtime/models/fast-spiking.noble
#
# Installs what it needs where it runs as root, and skips with the reason where it cannot. Last line: "N passed, N failed, N skipped".
set -u
cd "$(dirname "$0")/../.."
model=${1:-runtime/models/fast-spiking.noble}
out=artifacts/noble-edge-linux-arm64
root=$PWD/artifacts/arm64-root
native=artifacts/noble-edge-linux-x64/noble-edge
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
passed=0 failed=0 skipped=0
pass() { passed=$((passed + 1)); echo "PASS $1"; }
fail() { failed=$((failed + 1)); echo "FAIL $1"; }
skip() { skipped=$((skipped + 1)); echo "SKIP $1"; }
check() { if [ "$2" "$3" "$4" ]; then pass "$1"; else fail "$1 ('$2' $3 '$4')"; fi; }
finish() {
    echo "$passed passed, $failed failed, $skipped skipped"
    [ "$failed" -eq 0 ]
    exit
}

if ! tools/arm64/prerequisites.sh build user 2>"$work/e"; then
    skip "arm64: $(cat "$work/e")"
    finish
fi
echo "== publish $out"
if dotnet publish runtime/Noble.Edge.Host -c Release -r linux-arm64 -o "$out" --nologo -warnaserror -p:TrimmerSingleWarn=false >"$work/publish" 2>&1 \
    && ! grep -qE 'warning|IL[0-9]{4}' "$work/publish" && [ -x "$out/noble-edge" ]; then
    pass "publish for arm64: ahead of time, trimmed, no warning"
else
    fail "publish for arm64"
    tail -n 20 "$work/publish"
    finish
fi
check "publish for arm64: an ELF file for AArch64" "$(head -c 20 "$out/noble-edge" | tail -c 2 | od -An -tx1 | tr -d ' ')" = b700

if [ ! -e "$root/lib/ld-linux-aarch64.so.1" ] && ! tools/arm64/fetch-packages.sh "$root" libc6 libgcc-s1 libstdc++6 libssl3 2>"$work/e"; then
    skip "arm64: $(cat "$work/e")"
    finish
fi
# ONNX Runtime reads the processor's features here, and the host's file is an x86 one.
mkdir -p "$root/proc" && cp tools/arm64/cpuinfo "$root/proc/cpuinfo"
emulator=$(command -v qemu-aarch64-static || command -v qemu-aarch64)
edge() { "$emulator" -L "$root" "$out/noble-edge" "$@"; }

echo "== self-check under $(basename "$emulator")"
edge selfcheck --model "$model" >"$work/selfcheck" 2>"$work/e"
code=$?
cat "$work/selfcheck" "$work/e"
check "selfcheck: exit code" $code -eq 0
check "selfcheck: nothing on standard error" "$(wc -l <"$work/e")" -eq 0
passed=$((passed + $(grep -c '^PASS' "$work/selfcheck")))
failed=$((failed + $(grep -c '^FAIL' "$work/selfcheck")))
skipped=$((skipped + $(grep -c '^SKIP' "$work/selfcheck")))
check "selfcheck: NEON was among what was checked" "$(grep -c '^PASS.*128-bit.*against the scalar twin' "$work/selfcheck")" -ge 3
check "selfcheck: ONNX Runtime was among what was checked" "$(grep -c '^PASS ONNX Runtime' "$work/selfcheck")" -ge 1

echo "== spikes of arm64 and x64"
if [ -x "$native" ]; then
    current=$("$native" inspect "$model" | sed -nE 's/^current +([^ ]+) to ([^ ]+) nA$/\2/p' | awk '{ print $1 / 2 }')
    options=(render --model "$model" --current "$current" --neurons 4 --seed 3)
    "$native" "${options[@]}" --out "$work/x.npy" --spikes "$work/x.csv" && edge "${options[@]}" --threads 2 --out "$work/a.npy" --spikes "$work/a.csv"
    check "render: exit code" $? -eq 0
    check "render: there are spikes" "$(wc -l <"$work/x.csv")" -gt 4
    check "render: as many spikes on arm64" "$(wc -l <"$work/a.csv")" -eq "$(wc -l <"$work/x.csv")"
    worst=$(paste -d, <(tail -n +2 "$work/x.csv" | sort -t, -k1n -k2n) <(tail -n +2 "$work/a.csv" | sort -t, -k1n -k2n) |
        awk -F, '{ d = $2 - $4; if (d < 0) d = -d; if ($1 != $3) d = 1; if (d > w) w = d } END { printf "%.6f", w }')
    check "render: the same neurons at the same times, within 0.1 µs (worst $worst ms)" "$(awk -v w="$worst" 'BEGIN { print (w <= 0.0001) }')" -eq 1
else
    skip "render: no x64 binary to compare with, make publish leaves it"
fi
finish
