#!/usr/bin/env bash
# Fetches Debian packages for arm64 without root and unpacks them into a folder; nothing of the system is written.
#
#   tools/arm64/fetch-packages.sh FOLDER PACKAGE...
#
# A name that ends in * takes the newest version that apt offers. Exits 1 with one line on standard error where they cannot be had.
set -u
folder=$1
shift
give_up() {
    echo "arm64 packages: $1" >&2
    exit 1
}

for tool in apt-get dpkg; do
    command -v "$tool" >/dev/null 2>&1 || give_up "this system has no $tool to fetch them with"
done
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
mkdir -p "$work/state/lists/partial" "$work/cache/archives/partial" "$work/packages"
options=(-q -o Dir::State="$work/state" -o Dir::State::status=/dev/null -o Dir::Cache="$work/cache" -o APT::Sandbox::User="$(id -un)"
    -o APT::Architecture=arm64 -o APT::Architectures=arm64)
apt-get "${options[@]}" update >"$work/log" 2>&1 || grep -q . "$work"/state/lists/*Packages 2>/dev/null || give_up "the package lists cannot be fetched: $(grep -m 1 -E '^(E|W|Err)' "$work/log")"
packages=()
for name in "$@"; do
    if [ "${name%\*}" != "$name" ]; then
        name=$(apt-cache "${options[@]}" pkgnames "${name%\*}" | grep -E '[0-9]-arm64$' | sort -V | tail -n 1)
        [ -n "$name" ] || give_up "apt offers no such package"
    fi
    packages+=("$name")
done
(cd "$work/packages" && apt-get "${options[@]}" download "${packages[@]}") >"$work/log" 2>&1 || give_up "cannot be fetched: $(grep -m 1 '^E' "$work/log")"
mkdir -p "$folder"
for package in "$work"/packages/*.deb; do
    dpkg -x "$package" "$folder" || give_up "$(basename "$package") cannot be unpacked"
done
