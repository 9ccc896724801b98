#!/usr/bin/env bash
# A shipped model from nothing: parameter sets -> traces -> operator -> model folder -> report. Finished stages are kept: run it again
# after an interruption and it goes on. NAME is a folder beside this script; a published cell needs SWC and HOF, its morphology and
# its folder of parameter sets. A student (a recipe with a teacher) needs no traces; MODEL_DATA, its teacher's, is what it is measured on.
# RECIPE names another recipe of the folder (train-cpu.json), which has its duration-cpu.txt and may have its simulate-options-cpu.txt; DEVICE=cuda
# trains on a GPU, with a TRAIN that has CUDA.
set -euo pipefail
: "${TRAIN:?}" "${DATA:?}" "${RUN:?}" "${MODEL:?}" "${NAME:?}"
recipe="$(dirname "$0")/$NAME"
train="$recipe/${RECIPE:=train.json}" suffix=${RECIPE#train}
suffix=${suffix%.json}
[ -d "$recipe" ] || { echo "make model: no recipe '$recipe', expected one of: $(cd "$(dirname "$0")" && ls -d */ | tr -d / | tr '\n' ' ')" >&2; exit 2; }
[ -f "$train" ] || { echo "make model: no recipe '$train', expected RECIPE to be one of: $(cd "$recipe" && echo train*.json)" >&2; exit 2; }
options="$recipe/simulate-options$suffix.txt"
[ -f "$options" ] || options="$recipe/simulate-options.txt"
device=()
[ -z "${DEVICE:-}" ] || device=(--device "$DEVICE")
cell=()
if [ -f "$recipe/cell.txt" ]; then
    if [ -z "${SWC:-}" ] || [ -z "${HOF:-}" ]; then
        echo "make model: '$NAME' is a published cell, expected SWC=morphology.swc HOF=folder of its parameter sets ($(head -n 1 "$recipe/cell.txt"))" >&2
        exit 2
    fi
    cell=(--swc "$SWC" --hof "$HOF")
fi
if grep -q '"teacher"' "$train"; then
    echo "This takes $(cat "$recipe/duration$suffix.txt")."
    resume=()
    [ -f "$RUN/checkpoint/state.json" ] && resume=(--resume)
    "$TRAIN" train --config "$train" --run "$RUN" "${device[@]}" "${resume[@]}"
    # A student needs no traces to learn from, but to be measured.
    if [ -f "$DATA/dataset.json" ]; then
        "$TRAIN" export --run "$RUN" --data "$DATA" --out "$MODEL"
        "$TRAIN" evaluate --model "$MODEL" --data "$DATA" --report "$MODEL/report"
    else
        "$TRAIN" export --run "$RUN" --no-accuracy --out "$MODEL"
        echo "make model: '$MODEL' is not measured: there is no data set in '$DATA', give its teacher's with MODEL_DATA=folder"
    fi
    exit
fi
echo "This takes $(cat "$recipe/duration$suffix.txt")."

# shellcheck disable=SC2046
[ -f "$DATA/dataset.json" ] || "$TRAIN" simulate "${cell[@]}" $(grep -v '^#' "$options") --out "$DATA"

resume=()
[ -f "$RUN/checkpoint/state.json" ] && resume=(--resume)
"$TRAIN" train --config "$train" --data "$DATA" --run "$RUN" "${device[@]}" "${resume[@]}"

"$TRAIN" export --run "$RUN" --data "$DATA" --out "$MODEL"
"$TRAIN" evaluate --model "$MODEL" --data "$DATA" --report "$MODEL/report"
