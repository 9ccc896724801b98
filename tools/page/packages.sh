#!/usr/bin/env bash
# Installs the npm packages of the live page as its lock file has them. Does nothing where they are there already.
#
#   tools/page/packages.sh
set -euo pipefail
cd "$(dirname "$0")/../../runtime/page"
lock=$(sha256sum package-lock.json | cut -c 1-64)
[ "$(cat node_modules/.lock 2>/dev/null)" = "$lock" ] && exit 0
npm ci --no-audit --no-fund --loglevel=error
echo "$lock" >node_modules/.lock
