#!/usr/bin/env bash
# A shipped model from nothing: parameter sets -> traces -> operator -> model folder -> report. Finished stages are kept: run it again
# after an interruption and it goes on. NAME is a folder beside this script; a published cell needs SWC and HOF, its morphology and
# its folder of parameter sets. A student (a recipe with a teacher) needs no traces; MODEL_DATA, its teacher's, is what it is measured on.
set -euo pipefail
: "${TRAIN:?}" "${DATA:?}" "${RUN:?}" "${MODEL:?}" "${NAME:?}"
recipe="$(dirname "$0")/$NAME"
[ -f "$recipe/train.json" ] || { echo "make model: no recipe '$recipe', expected one of: $(cd "$(dirname "$0")" && ls -d */ | tr -d / | tr '\n' ' ')" >&2; exit 2; }
cell=()
if [ -f "$recipe/cell.txt" ]; then
    if [ -z "${SWC:-}" ] || [ -z "${HOF:-}" ]; then
        echo "make model: '$NAME' is a published cell, expected SWC=morphology.swc HOF=folder of its parameter sets ($(head -n 1 "$recipe/cell.txt"))" >&2
        exit 2
    fi
    cell=(--swc "$SWC" --hof "$HOF")
fi
if grep -q '"teacher"' "$recipe/train.json"; then
    echo "This takes $(cat "$recipe/duration.txt") on the machine that it was timed on: two cores, no GPU."
    resume=()
    [ -f "$RUN/checkpoint/state.json" ] && resume=(--resume)
    "$TRAIN" train --config "$recipe/train.json" --run "$RUN" "${resume[@]}"
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
echo "This takes $(cat "$recipe/duration.txt") on the machine that it was timed on: two cores, no GPU."

# shellcheck disable=SC2046
[ -f "$DATA/dataset.json" ] || "$TRAIN" simulate "${cell[@]}" $(grep -v '^#' "$recipe/simulate-options.txt") --out "$DATA"

resume=()
[ -f "$RUN/checkpoint/state.json" ] && resume=(--resume)
"$TRAIN" train --config "$recipe/train.json" --data "$DATA" --run "$RUN" "${resume[@]}"

"$TRAIN" export --run "$RUN" --data "$DATA" --out "$MODEL"
"$TRAIN" evaluate --model "$MODEL" --data "$DATA" --report "$MODEL/report"
