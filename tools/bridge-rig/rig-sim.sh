#!/usr/bin/env bash
# Starts the board in QEMU and streams to it what examples/bridge/bridge.json describes; the board's own record of what left is summed up afterwards.
#
#   tools/bridge-rig/rig-sim.sh NOBLE-EDGE [OPTIONS of noble-edge run]
set -u
cd "$(dirname "$0")/../.."
edge=$1
shift
work=$(mktemp -d)
board=''
finish() {
    [ -z "$board" ] || { kill "$board" 2>/dev/null; wait "$board" 2>/dev/null; }
    rm -rf "$work"
}
trap finish EXIT
tools/bridge-rig/run.sh paced "$work/link" --records "$work/records" </dev/null >"$work/board" &
board=$!
until grep -qs '^ready' "$work/board"; do
    kill -0 $board 2>/dev/null || exit 1
    sleep 0.05
done
echo "the board runs in QEMU, its link is at $work/link (noble-edge bridge info unix:$work/link, while nothing else is connected)"
sed "s#\"/dev/ttyACM0\"#\"unix:$work/link\"#" examples/bridge/bridge.json >"$work/run.json"
case " $* " in *" --duration"*) ;; *) set -- --duration 10s "$@" ;; esac
"$edge" run "$work/run.json" "$@"
status=$?
kill $board && wait $board 2>/dev/null
board=''
echo "what the board's own record says:"
artifacts/bridge-rig/check-records "$work/records"
exit $status
