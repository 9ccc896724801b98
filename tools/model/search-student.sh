#!/usr/bin/env bash
# Which student? Trains each candidate of a recipe (candidates.txt) for a few steps, measures it against the solver and times it, and prints one
# table, all by the recipe for a CPU. Candidates that are there already are not trained again.
#
#   tools/model/search-student.sh NAME DATA [FOLDER] [STEPS]     DATA: the teacher's data set; default runs/search-NAME, 2000 steps
set -euo pipefail
[ $# -ge 2 ] || { echo "usage: search-student.sh NAME DATA [FOLDER] [STEPS]" >&2; exit 2; }
recipe="$(dirname "$0")/$1" data=$2 folder=${3:-runs/search-$1} steps=${4:-2000}
: "${TRAIN:=artifacts/noble-train/noble-train}" "${EDGE:=artifacts/noble-edge-linux-x64/noble-edge}"
[ -f "$recipe/candidates.txt" ] || { echo "search-student: no '$recipe/candidates.txt'" >&2; exit 2; }
mkdir -p "$folder"
while read -r name options; do
    model="$folder/$name.noble"
    if [ ! -f "$model/model.json" ]; then
        # shellcheck disable=SC2086
        "$TRAIN" train --config "$recipe/train-cpu.json" --run "$folder/$name" --name "$name" --steps "$steps" --validate-every 0 $options >"$folder/$name.log" </dev/null
        "$TRAIN" export --run "$folder/$name" --data "$data" --out "$model" >"$folder/$name.accuracy" </dev/null
    fi
    [ -s "$folder/$name.json" ] || "$EDGE" bench --model "$model" --batch 1 --threads 1 --seconds 3 --json >"$folder/$name.json" </dev/null
done < <(grep -v '^#' "$recipe/candidates.txt")

printf '%-14s %10s %10s | %-42s | %s\n' candidate "render ms" "best ms" "seen: L2 %, count %, within 1 ms %, AP1 w. %" "own clock: the same"
while read -r name _; do
    awk -v name="$name" -v json="$(tr -d ' \n' <"$folder/$name.json")" -F'|' '
        function cell(k) { gsub(/ /, "", $k); return $k }
        $3 ~ /^ all $/ && $2 ~ /^ seen neurons, new currents $/ { seen = sprintf("%s, %s, %s, %s", cell(5), cell(7), cell(8), cell(13)) }
        $3 ~ /^ all $/ && $2 ~ /^ unseen neurons, clock from own sweeps $/ { own = sprintf("%s, %s, %s, %s", cell(5), cell(7), cell(8), cell(13)) }
        END {
            match(json, /"render":\{"best":[0-9.]+,"p50":[0-9.]+/); split(substr(json, RSTART, RLENGTH), part, /[:,]/)
            printf "%-14s %10.3f %10.3f | %-42s | %s\n", name, part[5], part[3], seen, own
        }' "$folder/$name.accuracy"
done < <(grep -v '^#' "$recipe/candidates.txt")
