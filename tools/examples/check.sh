#!/usr/bin/env bash
# Runs every experiment of examples/ for a second, without hardware, and looks at its summary: spikes were played or currents given, nothing was dropped.
#
#   [EDGE=noble-edge] tools/examples/check.sh [NAME...]
#
# EDGE is the program, default the published one, else the one that was built. The experiments run in a scratch folder. Several nodes need
# Mosquitto, the microcontroller a C compiler: without them they are skipped. Last line: "N passed, N failed, N skipped".
set -u
cd "$(dirname "$0")/../.."
root=$PWD
edge=${EDGE:-$root/artifacts/noble-edge-linux-x64/noble-edge}
[ -x "$edge" ] || edge=$root/runtime/Noble.Edge.Host/bin/Release/net10.0/noble-edge
[ -x "$edge" ] || { echo "$edge is not there: publish or build noble-edge first, or say where it is by EDGE" >&2; exit 2; }
work=$(mktemp -d)
passed=0 failed=0 skipped=0
helpers=()
finish() { for process in "${helpers[@]}"; do kill "$process" 2>/dev/null; done; wait; rm -rf "$work"; }
trap finish EXIT

pass() { passed=$((passed + 1)); echo "PASS $1"; }
fail() { failed=$((failed + 1)); echo "FAIL $1"; sed 's/^/     /' "$work/error" | tail -n 5; }
skip() { skipped=$((skipped + 1)); echo "SKIP $1"; }
# The first of that name in the summary; 0 where there is none.
total() { sed -nE "s/^ *\"$1\": \"?([^\",]*)\"?,?\$/\1/p" "$work/summary.json" | head -n 1 | grep . || echo 0; }
await() { for _ in $(seq 200); do "$@" >/dev/null 2>&1 && return 0; sleep 0.05; done; return 1; }
listens() { (: <"/dev/tcp/127.0.0.1/$1") 2>/dev/null; }

# run NAME FILE OPTION...: for a second, then its summary.
run() {
    local name=$1 file=$2
    shift 2
    rm -f "$work/summary.json"
    if ! timeout 60 "$edge" run "$file" --duration 1s --summary "$work/summary.json" "$@" >"$work/out" 2>"$work/error"; then
        fail "$name: exit code"
    elif [ $(($(total played) + $(total stimuli))) -gt 0 ] && [ "$(total dropped)" -eq 0 ]; then
        pass "$name ($(total played) spikes, $(total stimuli) stimuli)"
    else
        fail "$name: $(total played) spikes, $(total stimuli) stimuli, $(total dropped) dropped"
    fi
}

example() {
    local name=$1 file=$work/$1/$1.json
    cp -r "examples/$name" "$work/"
    # A model that is named by its place in the sources is there still.
    sed -i "s#\"\.\./\.\./runtime/#\"$PWD/runtime/#" "$file"
    case $name in
        bridge)
            command -v gcc >/dev/null || { skip "bridge: no C compiler"; return; }
            make --no-print-directory -s -C firmware-bridge/firmware simulated CC=gcc "OUT=$work/firmware" >"$work/error" 2>&1 || { fail "bridge: the simulated board"; return; }
            "$work/firmware/noble-simulated-board" --link "$work/link" --pins "$work/pins" --record "$work/records" &
            helpers+=($!)
            await test -S "$work/link"
            sed -i "s#\"/dev/ttyACM0\"#\"unix:$work/link\"#" "$file"
            run "$name" "$file"
            ;;
        two-rigs)
            "$edge" run "$work/two-rigs/first.json" --quiet --duration 8s 2>/dev/null &
            helpers+=($!)
            await listens 18831
            run "$name" "$file"
            ;;
        nodes)
            command -v mosquitto >/dev/null || { skip "nodes: no Mosquitto"; return; }
            mosquitto -p 18832 >/dev/null 2>&1 &
            helpers+=($!)
            await listens 18832
            "$edge" node --broker 127.0.0.1:18832 >/dev/null 2>&1 &
            helpers+=($!)
            run "$name" "$file"
            ;;
        *) run "$name" "$file" ;;
    esac
}

[ $# -gt 0 ] || set -- $(cd examples && ls -d */ | tr -d /)
for name; do example "$name"; done
echo "$passed passed, $failed failed, $skipped skipped"
[ "$failed" -eq 0 ]
