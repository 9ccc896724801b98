#!/usr/bin/env bash
# What a publish left: sizes of its files, and how long the program takes to start, the best of 20 starts.
#
#   tools/publish-report.sh FOLDER
set -u
folder=${1%/}
starts=20
for file in "$folder"/*; do
    [ -f "$file" ] && printf '%8.1f MB  %s\n' "$(stat -c %s "$file" | awk '{ print $1 / 1e6 }')" "${file##*/}"
done
printf '%8.1f MB  %s\n' "$(du -sb "$folder" | awk '{ print $1 / 1e6 }')" "in all"
if ! "$folder/noble-edge" --version >/dev/null 2>&1; then
    echo "    another machine's program: not started here"
    exit 0
fi
best=
for _ in $(seq "$starts"); do
    begin=$(date +%s%N)
    "$folder/noble-edge" --version >/dev/null
    took=$(($(date +%s%N) - begin))
    if [ -z "$best" ] || [ "$took" -lt "$best" ]; then best=$took; fi
done
awk -v ns="$best" -v n="$starts" 'BEGIN { printf "%8.1f ms  noble-edge --version, best of %d starts\n", ns / 1e6, n }'
