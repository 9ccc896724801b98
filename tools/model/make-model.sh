#!/usr/bin/env bash
# The shipped model from nothing. Finished stages are kept: run it again after an interruption and it goes on.
set -euo pipefail
: "${TRAIN:?}" "${DATA:?}" "${RUN:?}" "${MODEL:?}" "${NAME:?}"
echo "This takes $(cat "$(dirname "$0")/duration.txt") on the machine that it was timed on: two cores, no GPU."

[ -f "$DATA/dataset.json" ] || "$TRAIN" simulate --out "$DATA" --seed 1

if [ -f "$RUN/checkpoint/state.json" ]; then
    "$TRAIN" train --data "$DATA" --run "$RUN" --resume
else
    # Held out: parameter sets at random, and four bands of current that no training trace lies in.
    "$TRAIN" train --data "$DATA" --run "$RUN" --name "$NAME" $(grep -v '^#' "$(dirname "$0")/train-options.txt")
fi

"$TRAIN" export --run "$RUN" --data "$DATA" --out "$MODEL"
"$TRAIN" evaluate --model "$MODEL" --data "$DATA" --report "$MODEL/report"
