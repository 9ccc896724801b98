#!/usr/bin/env bash
# The streaming operator of a shipped model: inputs of every kind -> traces -> operator -> model folder, with its figures. Finished stages are
# kept: run it again after an interruption and it goes on. NAME is a folder beside this script with streaming.json and streaming-options.txt;
# DATA is the data set of steps whose neurons and features are taken, MODEL the model folder that the operator is written into.
set -euo pipefail
: "${TRAIN:?}" "${DATA:?}" "${RUN:?}" "${MODEL:?}" "${NAME:?}"
recipe="$(dirname "$0")/$NAME"
[ -f "$recipe/streaming.json" ] || { echo "make streaming-model: no '$recipe/streaming.json', expected one of: $(cd "$(dirname "$0")" && ls -d */streaming.json | cut -d/ -f1 | tr '\n' ' ')" >&2; exit 2; }
[ -f "$DATA/dataset.json" ] || { echo "make streaming-model: no data set in '$DATA', expected that of 'make model MODEL_NAME=$NAME' (MODEL_DATA=folder)" >&2; exit 2; }
cell=()
if [ -f "$recipe/cell.txt" ]; then
    if [ -z "${SWC:-}" ] || [ -z "${HOF:-}" ]; then
        echo "make streaming-model: '$NAME' is a published cell, expected SWC=morphology.swc HOF=folder of its parameter sets" >&2
        exit 2
    fi
    cell=(--swc "$SWC" --hof "$HOF")
else
    cell=(--cell "$NAME")
fi
echo "This takes $(cat "$recipe/streaming-duration.txt")."

# A line of streaming-options.txt is a folder's suffix and the options that make it: NAME-SUFFIX beside the data set.
while read -r suffix options; do
    # shellcheck disable=SC2086
    "$TRAIN" simulate-streaming "${cell[@]}" --neurons-of "$DATA" $options --out "$DATA-$suffix"
done < <(grep -v '^#' "$recipe/streaming-options.txt")

# Folders that begin with "streaming" are learned from.
learned() { grep -o '^streaming[^ ]*' "$recipe/streaming-options.txt" | sed "s#^#$DATA-#" | paste -sd,; }

resume=()
[ -d "$RUN-streaming/checkpoint" ] && resume=(--resume)
"$TRAIN" train --config "$recipe/streaming.json" --data "$(learned)" --run "$RUN-streaming" "${resume[@]}"
"$TRAIN" export --run "$RUN-streaming" --data "$DATA-test,$DATA-kinds" --solver-at "$DATA-test-half,$DATA-kinds-half" --steps "$DATA" --out "$MODEL"
"$TRAIN" evaluate-streaming --model "$MODEL" --data "$DATA-test,$DATA-kinds" --solver-at "$DATA-test-half,$DATA-kinds-half" --long "$DATA-minute" --steps "$DATA" --report "$MODEL/report"
