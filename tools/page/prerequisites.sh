#!/usr/bin/env bash
# Sees to it that Node (18 or newer) and npm are there, which build the live page, and prints nothing where they are. As root on a
# Debian it installs them; elsewhere, and where apt cannot, it exits 1 with one line on standard error. With "browser" it asks for
# Chromium as well, which the page's tests need.
#
#   tools/page/prerequisites.sh [browser]
set -u
missing=()
need() { # PACKAGE COMMAND
    command -v "$2" >/dev/null 2>&1 || missing+=("$1")
}
need nodejs node
need npm npm
if [ "${1:-}" = browser ]; then
    need chromium chromium
fi
if [ ${#missing[@]} -gt 0 ]; then
    if [ "$(id -u)" -ne 0 ] || ! command -v apt-get >/dev/null 2>&1; then
        echo "live page: missing ${missing[*]}, apt-get install them" >&2
        exit 1
    fi
    log=$(mktemp)
    export DEBIAN_FRONTEND=noninteractive
    if ! { apt-get install -y --no-install-recommends "${missing[@]}" >"$log" 2>&1 ||
        { apt-get update >"$log" 2>&1 && apt-get install -y --no-install-recommends "${missing[@]}" >"$log" 2>&1; }; }; then
        echo "live page: ${missing[*]} cannot be installed: $(grep -m 1 '^E' "$log")" >&2
        rm -f "$log"
        exit 1
    fi
    rm -f "$log"
fi
node -e 'process.exit(Number(process.versions.node.split(".")[0]) >= 18 ? 0 : 1)' || {
    echo "live page: Node $(node --version) is too old, it has to be 18 or newer" >&2
    exit 1
}
