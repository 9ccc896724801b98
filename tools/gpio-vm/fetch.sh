#!/usr/bin/env bash
# Fetches both versions of libgpiod, and Debian's kernel where one is named, without root, and unpacks them into a folder; nothing of the system
# is written.
#
#   tools/gpio-vm/fetch.sh FOLDER amd64|arm64 [KERNEL]          KERNEL as in 6.1.0-56-amd64
#
# libgpiod 2 (libgpiod.so.3) comes from Debian 13, for Debian 12 has version 1 only; it runs with the C library of Debian 12. Exits 1 with one
# line on standard error where something cannot be had.
set -u
folder=$1
architecture=$2
kernel=${3:-}
give_up() {
    echo "GPIO machine: $1" >&2
    exit 1
}
for tool in apt-get dpkg-deb; do
    command -v "$tool" >/dev/null 2>&1 || give_up "this system has no $tool to fetch packages with"
done
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
fetch() { # SUITE-OR-EMPTY PACKAGE...: from the system's sources, or from a suite of Debian
    local suite=$1 state=$work/state-$1
    shift
    mkdir -p "$state/lists/partial" "$work/cache/archives/partial" "$work/packages"
    local options=(-q -o Dir::State="$state" -o Dir::State::status=/dev/null -o Dir::Cache="$work/cache" -o APT::Sandbox::User="$(id -un)"
        -o APT::Architecture="$architecture" -o APT::Architectures="$architecture"
        -o Acquire::Languages=none -o Acquire::IndexTargets::deb::DEP-11::DefaultEnabled=false)
    if [ -n "$suite" ]; then
        # Another suite of the archive that this system takes its own packages from.
        local archive
        archive=$(apt-get indextargets --format '$(REPO_URI)' 'Created-By: Packages' 2>/dev/null | grep -v security | head -n 1)
        [ -n "$archive" ] || give_up "this system names no archive of packages"
        echo "deb [signed-by=/usr/share/keyrings/debian-archive-keyring.gpg] $archive $suite main" >"$work/$suite.list"
        options+=(-o Dir::Etc::sourcelist="$work/$suite.list" -o Dir::Etc::sourceparts=-)
    fi
    apt-get "${options[@]}" update >"$work/log" 2>&1 || grep -q . "$state"/lists/*Packages 2>/dev/null || give_up "the package lists cannot be fetched: $(grep -m 1 -E '^(E|W|Err)' "$work/log")"
    (cd "$work/packages" && apt-get "${options[@]}" download "$@") >"$work/log" 2>&1 || give_up "$* cannot be fetched: $(grep -m 1 '^E' "$work/log")"
}
fetch '' libgpiod2 ${kernel:+"linux-image-$kernel"}
fetch trixie libgpiod3
for package in "$work"/packages/*.deb; do
    dpkg-deb -x "$package" "$work/unpacked" || give_up "$(basename "$package") cannot be unpacked"
done
mkdir -p "$folder"
find "$work/unpacked" -name 'libgpiod.so.[23].*' -exec cp {} "$folder/" \;
(cd "$folder" && for library in libgpiod.so.?.*; do mv "$library" "${library%.*.*}"; done)
if [ -n "$kernel" ]; then
    cp "$work/unpacked/boot/vmlinuz-$kernel" "$folder/vmlinuz"
    find "$work/unpacked" -name configfs.ko -exec cp {} "$folder/" \;
fi
for file in libgpiod.so.2 libgpiod.so.3 ${kernel:+vmlinuz configfs.ko}; do
    [ -e "$folder/$file" ] || give_up "the packages do not hold $file"
done
