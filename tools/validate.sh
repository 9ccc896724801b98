#!/usr/bin/env bash
# Runs every case of tests/validation in full and prints what was measured beside its threshold.
set -u
cd "$(dirname "$0")/.."
configuration=${1:-Release}
mkdir -p artifacts
rows=$PWD/artifacts/validation.tsv
rm -f "$rows"
log=$(mktemp)
trap 'rm -f "$log"' EXIT

NOBLE_VALIDATION=full NOBLE_VALIDATION_REPORT=$rows \
    dotnet test tests/validation/Noble.Edge.Validation.csproj -c "$configuration" --nologo >"$log" 2>&1
status=$?
if [ "$status" -ne 0 ] || [ ! -s "$rows" ]; then
    cat "$log"
fi

if [ -s "$rows" ]; then
    sort -s -t $'\t' -k1,1 "$rows" | awk -F '\t' '
        $1 != last { printf "\n%s\n", $1; last = $1 }
        {
            printf "  %-76s %10s %-12s  (%s)%s\n", $2, $3, $5, $4, ($6 == "ok" ? "" : "   FAILED")
            if ($6 == "ok") passed++; else failed++
        }
        END { printf "\n%d figures within their thresholds, %d outside\n", passed, failed }'
fi

grep -E '^(Passed|Failed)!|\[SKIP\]|Skipped:' "$log" | sed 's/ - Noble.Edge.Validation.dll.*//' | sort -u
exit "$status"
