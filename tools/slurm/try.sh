#!/usr/bin/env bash
# The scripts here on a Slurm of one node: shards are killed and requeued while they run, and what is merged must be, byte for byte, what
# one run without shards writes. As root; TRAIN names noble-train (default: what `make publish` leaves). Last line: "N passed, N failed".
set -uo pipefail
here=$(cd "$(dirname "$0")" && pwd)
export TRAIN=${TRAIN:-$here/../../artifacts/noble-train/noble-train}
[ -x "$TRAIN" ] || { echo "try.sh: no program at $TRAIN; run 'make publish', or set TRAIN" >&2; exit 2; }
TRAIN=$(realpath "$TRAIN")
work=$(mktemp -d)
trap '"$here/one-node.sh" down "$work/slurm"; rm -rf "$work"' EXIT
options=(--sampler noble --count 1200 --seed 5)
passed=0 failed=0
check() {
    local what=$1; shift
    if "$@"; then echo "ok: $what"; passed=$((passed + 1)); else echo "FAILED: $what"; failed=$((failed + 1)); fi
}
until_true() { # seconds, command
    local end=$((SECONDS + $1)); shift
    until "$@"; do [ "$SECONDS" -lt "$end" ] || return 1; sleep 0.2; done
}
begun() { [ -s "$work/set/shard-$1/journal.part" ]; }
no_jobs() { [ -z "$(squeue --noheader)" ]; }

"$here/one-node.sh" up "$work/slurm" || exit 1
export SLURM_CONF=$work/slurm/slurm.conf
ids=$("$here/submit.sh" --out "$work/set" --shards 3 -- "${options[@]}") || exit 1
echo "$ids"
array=${ids#array }; array=${array%%,*}

check "shard 0 begins" until_true 60 begun 0
check "shard 0 is requeued while it runs" scontrol requeue "${array}_0"
check "shard 1 begins" until_true 60 begun 1
pid=$(pgrep -f "shard-1 --shard 1/3" | head -n 1)
check "shard 1 is killed while it runs" kill -KILL "$pid"
check "the queue drains" until_true 300 no_jobs
cat "$work"/set/log/*.log | grep -v '^simulate \['
check "shard 0 went on" grep -q "were there before" "$work/set/log/shard-0.log"
check "shard 1 went on" grep -q "were there before" "$work/set/log/shard-1.log"
"$TRAIN" simulate "${options[@]}" --out "$work/whole" 2>/dev/null
check "merged, it is what one run writes" diff -r "$work/whole" "$work/set/all"
echo "$passed passed, $failed failed"
[ "$failed" -eq 0 ]
