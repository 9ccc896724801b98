#!/usr/bin/env bash
# Runs every test project that `make build` left, and the C tests; the last line is "N passed, N failed, N skipped".
set -u
cd "$(dirname "$0")/.."
configuration=${1:-Release}
log=$(mktemp)
trap 'rm -f "$log"' EXIT
status=0

tools/test-prerequisites.sh

# ONNX's own checker, for the graphs that the trainer writes; its tests are skipped, and say so, where it cannot be had.
NOBLE_ONNX_PYTHON=$(tools/python-onnx.sh)
export NOBLE_ONNX_PYTHON

for project in tests/*/*.csproj; do
    dotnet test "$project" -c "$configuration" --no-build --nologo 2>&1 | tee -a "$log"
    [ "${PIPESTATUS[0]}" -eq 0 ] || status=1
done

# The neuron solver has another exponential where there are no 512-bit registers: its rooms' tests and its science again without them.
without_wide_registers() {
    DOTNET_EnableAVX512=0 dotnet test "$1" -c "$configuration" --no-build --nologo "${@:2}" 2>&1 | tee -a "$log"
    [ "${PIPESTATUS[0]}" -eq 0 ] || status=1
}
solver=''
for room in Solver Mechanisms Simulation; do
    for file in tests/Noble.Edge.Neurons.Tests/$room/*Tests.cs; do
        # These cells are among the validation's own, which follow.
        case $file in */AllMechanismsTests.cs | */NeuronReferenceTests.cs) continue ;; esac
        solver+="${solver:+|}FullyQualifiedName~.$(basename "$file" .cs)."
    done
done
without_wide_registers tests/Noble.Edge.Neurons.Tests --filter "$solver"
without_wide_registers tests/validation
make --no-print-directory -C firmware-bridge/firmware test 2>&1 | tee -a "$log"
[ "${PIPESTATUS[0]}" -eq 0 ] || status=1

# What failed once more, with what it said, where it is found: below everything.
awk '
    function tell() { if (name != "") print "FAILED: " name (said == "" ? "" : ": " said); name = said = "" }
    /^ *Failed [A-Za-z_.]+.*\[[0-9<]/ || /^FAIL / { tell(); sub(/^ */, ""); name = $0; listening = 0; next }
    /^ *Error Message:/ { listening = 1; next }
    /^ *Stack Trace:/ { listening = 0; tell(); next }
    listening { gsub(/^[ \t]+|[ \t\r]+$/, ""); if ($0 != "") said = said (said == "" ? "" : " ") $0 }
    END { tell() }' "$log" | cut -c -600

# Both forms: "Passed!  - Failed: 0, Passed: 12, Skipped: 0" of dotnet test, "12 passed, 0 failed" of the C runners.
awk -v status="$status" '
    /^(Passed|Failed|Skipped)! +- Failed: +[0-9]+, Passed: +[0-9]+, Skipped: +[0-9]+/ {
        line = $0; gsub(/[^0-9 ]/, " ", line); split(line, n, " ");
        match($0, /Failed: +[0-9]+/); f += substr($0, RSTART + 7, RLENGTH - 7);
        match($0, /Passed: +[0-9]+/); p += substr($0, RSTART + 7, RLENGTH - 7);
        match($0, /Skipped: +[0-9]+/); s += substr($0, RSTART + 8, RLENGTH - 8);
    }
    /^[0-9]+ passed, [0-9]+ failed/ { p += $1; f += $3 }
    END {
        if (status != 0 && f == 0) f = 1;   # a run that broke before it could count
        printf "%d passed, %d failed, %d skipped\n", p, f, s;
        exit (f > 0 || p == 0)
    }' "$log"
