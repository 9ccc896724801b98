#!/usr/bin/env bash
# Says in one line each what is missing on this machine to build Noble.Edge.
set -u
missing=0
need() {
    command -v "$1" >/dev/null 2>&1 && return
    echo "missing: $1 ($2)" >&2
    missing=1
}
need dotnet "the .NET SDK 10, https://dotnet.microsoft.com/download"
need gcc "apt-get install gcc libc6-dev"
need make "apt-get install make"
if command -v dotnet >/dev/null 2>&1; then
    major=$(cd "$(dirname "$0")/.." && dotnet --version 2>/dev/null | cut -d. -f1)
    if [ "${major:-0}" -lt 10 ] 2>/dev/null; then
        echo "missing: .NET SDK 10 or later (found ${major:-none})" >&2
        missing=1
    fi
fi
exit $missing
