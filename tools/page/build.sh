#!/usr/bin/env bash
# Builds the live page into artifacts/page/index.html, one file that asks for nothing else. Does nothing where nothing changed.
#
#   tools/page/build.sh
set -euo pipefail
cd "$(dirname "$0")/../.."
page=runtime/page
out=artifacts/page
sources=$(cd $page && find src index.html package.json package-lock.json tsconfig.json vite.config.mjs -type f | LC_ALL=C sort | xargs sha256sum | sha256sum | cut -c 1-64)
if [ -f $out/index.html ] && [ "$(cat $out/index.html.sources 2>/dev/null)" = "$sources" ]; then
    exit 0
fi
tools/page/prerequisites.sh
tools/page/packages.sh
cd $page
npm run --silent check
npm run --silent build -- --logLevel warn
cd ../..
size=$(wc -c <$out/index.html)
if [ "$size" -gt 153600 ]; then
    echo "live page: $size bytes, more than the 150 KiB that it may have" >&2
    exit 1
fi
if grep -qE '(src|href)="/' $out/index.html; then
    echo "live page: index.html asks for another file" >&2
    exit 1
fi
echo "$sources" >$out/index.html.sources
echo "live page: $out/index.html, $size bytes"
