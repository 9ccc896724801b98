#!/usr/bin/env bash
# Installs a published noble-edge: program, models, manual page, bash completion; and, under / or into a package, the systemd unit, udev
# rules and limits that a rig needs.
#
#   tools/install/install.sh install   FOLDER PREFIX [DESTDIR]     FOLDER is what make publish left
#   tools/install/install.sh uninstall FOLDER PREFIX [DESTDIR]     takes away the same files; configurations and recordings stay
#
# Without root and without DESTDIR only what is below PREFIX is installed; the rest is named.
set -eu
cd "$(dirname "$0")/../.."
usage="expected install|uninstall FOLDER PREFIX [DESTDIR]"
what=${1:?$usage} folder=${2:?$usage} prefix=${3:?$usage} destination=${4:-}
files=tools/install/files
root=$destination$prefix
library=$root/lib/noble-edge
system=yes
if [ -z "$destination" ] && [ "$(id -u)" -ne 0 ]; then system=no; fi

put() { install -D -m "$1" "$2" "$3"; } # MODE FROM TO
fill() { sed "s#@PREFIX@#$prefix#g" "$1"; }

# A program for another processor cannot print its own manual page: NOBLE_EDGE_HERE is one that can.
manual() { "${NOBLE_EDGE_HERE:-$folder/noble-edge}" man | gzip -9n; }

do_install() {
    [ -x "$folder/noble-edge" ] || { echo "install: no $folder/noble-edge: make publish leaves it" >&2; exit 2; }
    rm -rf "$library"
    install -d "$library" "$root/bin"
    for file in "$folder"/noble-edge "$folder"/noble-edge.avx512; do [ ! -e "$file" ] || put 755 "$file" "$library/${file##*/}"; done
    for file in "$folder"/*.so "$folder"/*.json; do [ ! -e "$file" ] || put 644 "$file" "$library/${file##*/}"; done
    (cd "$folder" && find models -type f) | while read -r model; do put 644 "$folder/$model" "$library/$model"; done
    ln -sfn ../lib/noble-edge/noble-edge "$root/bin/noble-edge"
    put 644 "$files/completion.bash" "$root/share/bash-completion/completions/noble-edge"
    install -d "$root/share/man/man1"
    manual >"$root/share/man/man1/noble-edge.1.gz"
    chmod 644 "$root/share/man/man1/noble-edge.1.gz"
    find examples -type f \( -name '*.json' -o -name '*.md' \) | while read -r example; do put 644 "$example" "$root/share/doc/noble-edge/$example"; done
    [ $system = yes ] || return 0
    fill "$files/noble-edge@.service" | install -D -m 644 /dev/stdin "$root/lib/systemd/system/noble-edge@.service"
    put 644 "$files/60-noble-edge.rules" "$root/lib/udev/rules.d/60-noble-edge.rules"
    install -d "$destination/etc/noble-edge"
    [ -e "$destination/etc/security/limits.d/noble-edge.conf" ] || put 644 "$files/limits.conf" "$destination/etc/security/limits.d/noble-edge.conf"
}

do_uninstall() {
    rm -rf "$library" "$root/share/doc/noble-edge"
    rm -f "$root/bin/noble-edge" "$root/share/bash-completion/completions/noble-edge" "$root/share/man/man1/noble-edge.1.gz"
    [ $system = yes ] || return 0
    rm -f "$root/lib/systemd/system/noble-edge@.service" "$root/lib/udev/rules.d/60-noble-edge.rules" "$destination/etc/security/limits.d/noble-edge.conf"
    rmdir "$destination/etc/noble-edge" 2>/dev/null || true
}

"do_$what"
if [ -z "$destination" ]; then
    if [ $system = yes ]; then
        [ "$what" = uninstall ] || sh "$files/users.sh"
        sh "$files/reload.sh"
    else
        echo "as root, make $what does the systemd unit, udev rules and limits as well" >&2
    fi
fi
