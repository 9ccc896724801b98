#!/usr/bin/env bash
# noble-edge and the firmware in QEMU, end to end: a population streams through the bridge to the emulated board, whose own record of what left, and
# when, is compared with what was asked for; then the board restarts in mid-stream, the host dies, and the emergency input opens.
#
#   tools/bridge-rig/check.sh [SECONDS]    of the stream, default 60
#
# Publishes noble-edge where it is not. Last line: "N passed, N failed, N skipped".
set -u
cd "$(dirname "$0")/../.."
seconds=${1:-60}
edge=${EDGE:-$PWD/artifacts/noble-edge-linux-x64/noble-edge}
records=$PWD/artifacts/bridge-rig/check-records
work=$(mktemp -d)
passed=0 failed=0
board=''
pass() { passed=$((passed + 1)); echo "PASS $1"; }
fail() { failed=$((failed + 1)); echo "FAIL $1"; }
check() { if [ "$2" "$3" "$4" ]; then pass "$1 ($2)"; else fail "$1 ('$2' $3 '$4')"; fi; }
count() { sed -nE "/\"bridge\": \{/,/\}/s/^ *\"$2\": (-?[0-9]+),?\$/\1/p" "$1" | head -n 1; }
total() { sed -nE "s/^ *\"$2\": \"?([^\",]*)\"?,?\$/\1/p" "$1" | head -n 1; }
emitted() { cat "$1".* 2>/dev/null | od -An -v -t x1 -w16 | grep -c '^ 01'; }
made_safe() { od -An -v -t x1 -w16 "$1" | grep -c "^ 02 0$2"; } # FILE CAUSE
finish() { stop_board; rm -rf "$work"; }

# start_board MODE RECORDS: the board at $work/link; its pins' commands go to descriptor 7.
start_board() {
    mkfifo "$work/pins.$$" 2>/dev/null
    tools/bridge-rig/run.sh "$1" "$work/link" --records "$2" <"$work/pins.$$" >"$work/board" 2>"$work/board.error" &
    board=$!
    exec 7>"$work/pins.$$"
    for _ in $(seq 200); do grep -qs '^ready' "$work/board" && return 0; sleep 0.05; done
    fail "the board starts: $(cat "$work/board.error")"
    return 1
}
stop_board() {
    [ -z "$board" ] || { kill "$board" 2>/dev/null; wait "$board" 2>/dev/null; }
    board=''
    exec 7>&-
}
# Beyond a tick nothing may leave: the example is not as strict.
configuration() { sed "s#\"/dev/ttyACM0\",#\"unix:$work/link\", \"lateLimitMilliseconds\": 0.001,#" examples/bridge/bridge.json >"$work/run.json"; }
run() { : >"$work/error"; timeout 700 "$edge" run "$work/run.json" --summary "$work/summary.json" "$@" >"$work/out" 2>"$work/error"; }
# until_emitted RECORDS COUNT: until the board has emitted so many; how long that takes is the machine's affair.
until_emitted() {
    for _ in $(seq 1200); do [ "$(od -An -v -t x1 -w16 "$1" | grep -c '^ 01')" -ge "$2" ] && return 0; sleep 0.05; done
    fail "$2 spikes emitted within a minute: $(cat "$work/error")"
}
# Every spike that was handed over has one end, on the host's side.
adds_up() {
    local sum=0 name
    for name in accepted lateOnHost lateOnArrival refused dropped withdrawn lostWithDevice; do sum=$((sum + $(count "$work/summary.json" $name))); done
    check "$1: what was handed over is accounted for" "$sum" -eq "$(count "$work/summary.json" handedOver)"
}
trap finish EXIT

tools/bridge-rig/prerequisites.sh || { echo "SKIP the board in QEMU"; echo "0 passed, 0 failed, 1 skipped"; exit 0; }
echo "== firmware"
if make --no-print-directory -s -C firmware-bridge/firmware firmware rig >"$work/make" 2>&1; then pass "firmware of every board, without a warning"; else fail "firmware"; tail -n 20 "$work/make"; echo "0 passed, 1 failed, 0 skipped"; exit 1; fi
cat "$work/make"
make --no-print-directory -s -C firmware-bridge/firmware analyze >"$work/analyze" 2>&1
check "cppcheck: findings" "$(grep -c . "$work/analyze")" -eq 0
[ -x "$edge" ] || make --no-print-directory publish-edge || exit 1
configuration

echo "== $seconds s of a population, exact time"
start_board paced "$work/stream.1" || { echo "$passed passed, $failed failed, 0 skipped"; exit 1; }
run --duration "${seconds}s"
check "exit code" $? -eq 0
stop_board
cat "$work/error"
$records "$work/stream.1"
check "records: nothing early or more than a tick late, nothing twice, nothing lost" $? -eq 0
check "the board's own count is that of its records" "$(count "$work/summary.json" emitted)" -eq "$(emitted "$work/stream")"
check "spikes emitted" "$(emitted "$work/stream")" -gt $((seconds * 50))
adds_up "stream"
accepted=$(count "$work/summary.json" accepted)
check "accepted = emitted + late at emission + limited" "$accepted" -eq $(($(count "$work/summary.json" emitted) + $(count "$work/summary.json" lateAtEmission) + $(count "$work/summary.json" limited)))
played=$(total "$work/summary.json" played)
check "handed over = played + withdrawn at the end" "$(count "$work/summary.json" handedOver)" -ge "$played"
echo "late on the host $(count "$work/summary.json" lateOnHost), on arrival $(count "$work/summary.json" lateOnArrival), at emission $(count "$work/summary.json" lateAtEmission) of $played"

echo "== every start is answered, and a board that stood still goes on"
answered=0
for start in 1 2 3 4 5 6 7 8 9 10; do
    start_board paced "$work/start.$start" && timeout 20 "$edge" bridge info "unix:$work/link" >"$work/info" 2>&1 && answered=$((answered + 1))
    stop_board
done
check "starts that were answered" "$answered" -eq 10
start_board paced "$work/held.1" || exit 1
run --duration 600s &
running=$!
until_emitted "$work/held.1" 500
qemu=$(sed -n 's/^qemu //p' "$work/board")
for held in 0.3 0.6 1.2; do
    kill -STOP "$qemu"
    sleep $held
    kill -CONT "$qemu"
    sleep 1
done
until_emitted "$work/held.1" $(($(od -An -v -t x1 -w16 "$work/held.1" | grep -c '^ 01') + 500))
pkill -INT -f "^$edge run $work/run.json"
wait $running
stop_board
$records "$work/held.1" >"$work/half"
check "held up three times, records: nothing early, nothing twice, nothing lost" $? -eq 0
adds_up "held up"

echo "== the board restarts in mid-stream"
start_board paced "$work/restart.1" || exit 1
run --duration 600s &
running=$!
until_emitted "$work/restart.1" 1000
kill -9 "$(sed -n 's/^qemu //p' "$work/board")"
stop_board
sleep 1
start_board paced "$work/restart.2" || exit 1
until_emitted "$work/restart.2" 1000
pkill -INT -f "^$edge run $work/run.json"
wait $running
check "exit code" $? -eq 0
stop_board
check "restarts that the host saw" "$(count "$work/summary.json" deviceRestarts)" -eq 1
for half in 1 2; do
    $records "$work/restart.$half" >"$work/half"
    check "records of start $half: nothing early or late, nothing twice" $? -eq 0
    check "emitted in it" "$(od -An -v -t x1 -w16 "$work/restart.$half" | grep -c '^ 01')" -ge 1000
done
adds_up "restart"

echo "== the host dies"
start_board paced "$work/dead.1" || exit 1
run --duration 60s &
until_emitted "$work/dead.1" 500
pkill -9 -f "$work/run.json"
wait $! 2>/dev/null
sleep 1.5
stop_board
check "made safe because the host fell silent" "$(made_safe "$work/dead.1" 4)" -ge 1
# The last record of an emission lies before that of the safe state.
check "nothing left afterwards" "$(od -An -v -t x1 -w16 "$work/dead.1" | awk '/^ 02 04/ { safe = 1 } safe && /^ 01/ { n++ } END { print n + 0 }')" -eq 0

echo "== the emergency input"
start_board paced "$work/stop.1" || exit 1
run --duration 60s &
running=$!
until_emitted "$work/stop.1" 500
echo stop >&7
wait $running
check "exit code of the run" $? -eq 1
cat "$work/error"
check "the run says why" "$(grep -c 'emergency stop, input line' "$work/error")" -ge 1
sleep 0.3
stop_board
check "made safe by the input" "$(made_safe "$work/stop.1" 6)" -ge 1
$records "$work/stop.1" >"$work/half"
check "records: nothing while safe" $? -eq 0
grep "from the emergency input" "$work/half"
sooner=$(od -An -v -t u1 -w16 "$work/stop.1" | awk '{ tick = 0; for (i = 16; i > 8; i--) tick = tick * 256 + $i } $1 == 8 && $2 == 1 && !at { at = tick } $1 == 2 && $2 == 6 && at && !done { print tick - at; done = 1 }')
check "from the input to the safe state, in microseconds of the board's time" "${sooner:-1000000}" -le 1000

echo "$passed passed, $failed failed, 0 skipped"
[ "$failed" -eq 0 ]
