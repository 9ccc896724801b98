#!/usr/bin/env bash
# Tests the live page: its logic in Node, and the page in Chromium against a mock of the run; against noble-edge itself, too, where
# NOBLE_EDGE names the program or `make build` left it. The last line is "N passed, N failed, N skipped". Screenshots are left in
# artifacts/page/screenshots.
#
#   tools/page/test.sh [unit|browser]
set -u
cd "$(dirname "$0")/../.."
only=${1:-}
tools/page/build.sh || { echo '0 passed, 1 failed, 0 skipped'; exit 1; }
tools/page/packages.sh || { echo '0 passed, 1 failed, 0 skipped'; exit 1; }
log=$(mktemp)
trap 'rm -f "$log"' EXIT
cd runtime/page
if [ "$only" != browser ]; then
    node tests/run.mjs unit | tee -a "$log"
fi
if [ "$only" != unit ]; then
    if why=$(../../tools/page/prerequisites.sh browser 2>&1); then
        node tests/run.mjs browser | tee -a "$log"
    else
        echo "tests in a browser skipped: $why"
        echo "0 passed, 0 failed, 1 skipped" >>"$log"
    fi
fi
awk '/^[0-9]+ passed, [0-9]+ failed, [0-9]+ skipped$/ { p += $1; f += $3; s += $5 }
    END { printf "%d passed, %d failed, %d skipped\n", p, f, s; exit (f > 0 || p == 0) }' "$log"
