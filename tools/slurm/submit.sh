#!/usr/bin/env bash
# Submits a simulation as a job array, and a job that joins its shards.
set -euo pipefail
usage() {
    cat <<'USAGE'
submit.sh --out DIR --shards N [--sbatch "OPTIONS"] [--merge-sbatch "OPTIONS"] -- OPTIONS OF noble-train simulate

  DIR/shard-0 .. DIR/shard-(N-1)   the shards; DIR/all: all traces; DIR/log: what the jobs print
  --sbatch "..."                   options of sbatch for the shards, as in --sbatch "--cpus-per-task=8 --time=2:00:00"
  --merge-sbatch "..."             the same for the job that joins them
  TRAIN=/path/of/noble-train       where the program is, if not on the PATH; every node must see it and DIR

submit.sh --out /data/pvalb --shards 20 --sbatch "--cpus-per-task=8" -- --swc CELL.swc --hof HOF --sampler noble --count 75600
USAGE
}

out= shards= sbatch_options= merge_options=
while [ $# -gt 0 ]; do
    case $1 in
        --out) out=$2; shift 2 ;;
        --shards) shards=$2; shift 2 ;;
        --sbatch) sbatch_options=$2; shift 2 ;;
        --merge-sbatch) merge_options=$2; shift 2 ;;
        --) shift; break ;;
        -h | --help) usage; exit 0 ;;
        *) echo "submit.sh: '$1': expected --out, --shards, --sbatch, --merge-sbatch, or -- before options of noble-train" >&2; exit 2 ;;
    esac
done
[ -n "$out" ] || { echo "submit.sh: --out: expected a folder that every node sees" >&2; exit 2; }
[[ $shards =~ ^[1-9][0-9]*$ ]] || { echo "submit.sh: --shards '$shards': expected a number from 1" >&2; exit 2; }
[ $# -gt 0 ] || { echo "submit.sh: expected -- and options of noble-train simulate" >&2; exit 2; }

here=$(cd "$(dirname "$0")" && pwd)
mkdir -p "$out/log"
out=$(cd "$out" && pwd)
# shellcheck disable=SC2086 # The options are words.
array=$(sbatch --parsable --array="0-$((shards - 1))" --output="$out/log/shard-%a.log" $sbatch_options "$here/shard.sbatch" "$out" "$shards" "$@")
# shellcheck disable=SC2086
merge=$(sbatch --parsable --dependency="afterok:$array" --kill-on-invalid-dep=yes --output="$out/log/merge.log" $merge_options "$here/merge.sbatch" "$out" "$shards")
echo "array $array, merge $merge"
