#!/usr/bin/env bash
# Compiles mod/*.mod into one library for NEURON: build.sh LIBRARY. What nrnivmodl does, for Debian's NEURON 8.2.2, whose nrnivmodl
# looks for its makefile in the wrong folder; and for this machine's processor, so that NEURON is at its best.
set -eu
[ $# -eq 1 ] || { echo "usage: build.sh LIBRARY.so" >&2; exit 2; }
for tool in nocmodl cc; do
    command -v "$tool" >/dev/null || { echo "missing: $tool (apt-get install neuron-dev gcc)" >&2; exit 1; }
done

mod=$(cd "$(dirname "$0")/mod" && pwd)
mkdir -p "$(dirname "$1")"
library=$(cd "$(dirname "$1")" && pwd)/$(basename "$1")
if [ -f "$library" ] && [ -z "$(find "$mod" "$0" -newer "$library")" ]; then
    exit 0
fi

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
units=$(find /usr/share/nrn /usr/local/share/nrn -name nrnunits.lib 2>/dev/null | head -n 1)
lib=$(dirname "$(find /usr/lib /usr/local/lib -name libnrniv.so 2>/dev/null | head -n 1)")
{
    echo "void modl_reg(void) {"
    for file in "$mod"/*.mod; do
        echo "    extern void _$(basename "$file" .mod)_reg(void); _$(basename "$file" .mod)_reg();"
    done
    echo "}"
} >"$work/mod_func.c"
for file in "$mod"/*.mod; do
    if ! (cd "$mod" && MODLUNIT=$units nocmodl "$(basename "$file")" -o "$work") >"$work/log" 2>&1; then
        cat "$work/log" >&2
        exit 1
    fi
done

cc -O3 -march=native -w -fPIC -shared -o "$library" "$work"/*.c -L"$lib" -lnrniv -Wl,-rpath,"$lib" -lm
