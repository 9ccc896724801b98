#!/usr/bin/env bash
# Runs the bridge's board mps2-an386 in QEMU, with its link at a unix socket, until it is told to end (SIGTERM, or end of QEMU).
#
#   tools/bridge-rig/run.sh paced|free LINK-SOCKET [--pins SOCKET] [--records FILE] [--skew-ppm X] [--period-us N] [--trace FILE]
#
# paced: time is counted by instructions, a nanosecond each, and granted by the pacemaker: every emission is at its
#        microsecond, the clock is coarse (it stands still between two grants, --period-us, 250). What has to be exact is
#        tried so.
# free:  time is this machine's: the clock is good, the board's timer comes up to 30 ms late.
#
# Standard input: the pacemaker's commands (stop, release, high N, low N, skew PPB, partner follows|inverts|dead, restart).
# Standard output: "qemu PID", "time 0 at N ns" (CLOCK_MONOTONIC; paced: when the board's time began), then "ready".
# --trace has QEMU write down each write to the outputs with this machine's time.
# Needs what `make -C firmware-bridge/firmware firmware rig` leaves in artifacts/.
set -u
cd "$(dirname "$0")/../.."
usage() { echo "run.sh: $1: expected paced|free LINK-SOCKET [--pins SOCKET] [--records FILE] [--skew-ppm X] [--period-us N] [--trace FILE]" >&2; exit 2; }
[ $# -ge 2 ] || usage "$# words"
mode=$1 link=$2
shift 2
trace=() words=()
while [ $# -gt 0 ]; do
    case $1 in
    --trace) trace=(-msg timestamp=on -d trace:mps2_fpgaio_write -D "${2:?}"); shift 2 ;;
    *) words+=("$1"); shift ;;
    esac
done
set -- "${words[@]}"
elf=artifacts/firmware/mps2-an386.elf pacemaker=artifacts/bridge-rig/pacemaker
tools/bridge-rig/prerequisites.sh || exit 2
for built in $elf $pacemaker; do
    [ -e $built ] || { echo "run.sh: $built is not there: make -C firmware-bridge/firmware firmware rig" >&2; exit 2; }
done
case $mode in
paced) time=(-icount 'shift=0,sleep=off') own=() ;;
free) time=() own=(--free) ;;
*) usage "$mode" ;;
esac

exec 3<&0
folder=$(mktemp -d)
qemu='' pacing=''
finish() {
    [ -z "$pacing" ] || kill "$pacing" 2>/dev/null
    [ -z "$qemu" ] || kill "$qemu" 2>/dev/null
    wait
    rm -rf "$folder"
}
trap finish EXIT
trap 'exit 0' TERM INT

# The board's time comes from this machine's: where it may, it goes before what else the machine does.
first=(nice -n -10)
[ -z "$("${first[@]}" true 2>&1)" ] || first=()

rm -f "$link"
# The number of this start, as the board has no chance of its own.
"${first[@]}" qemu-system-arm -M mps2-an386 -kernel $elf -display none -monitor none "${time[@]}" "${trace[@]}" \
    -device "loader,addr=0x20020000,data=$((SRANDOM % 0x7FFFFFFF + 1)),data-len=4" \
    -serial none -nic none -netdev "stream,id=board,server=on,addr.type=unix,addr.path=$folder/board" -net nic,netdev=board \
    </dev/null >"$folder/qemu" 2>&1 &
qemu=$!
echo "qemu $qemu"
"${first[@]}" $pacemaker --board "$folder/board" --link "$link" "${own[@]}" "$@" <&3 >"$folder/pacemaker" 2>"$folder/errors" &
pacing=$!
until grep -qs '^time 0' "$folder/pacemaker"; do
    if ! kill -0 $qemu 2>/dev/null || ! kill -0 $pacing 2>/dev/null; then
        echo "run.sh: $(cat "$folder/errors" "$folder/qemu" | grep -v '^QEMU waiting\|info: QEMU' | head -n 1)" >&2
        exit 1
    fi
    sleep 0.01
done
cat "$folder/pacemaker"
echo ready
wait -n $qemu $pacing
