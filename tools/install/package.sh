#!/usr/bin/env bash
# Makes artifacts/noble-edge_VERSION_ARCH.deb of what make publish left.
#
#   tools/install/package.sh amd64|arm64
set -eu
cd "$(dirname "$0")/../.."
architecture=${1:?expected amd64 or arm64}
case $architecture in
amd64) folder=artifacts/noble-edge-linux-x64 ;;
arm64) folder=artifacts/noble-edge-linux-arm64 ;;
*) echo "package: '$architecture': expected amd64 or arm64" >&2; exit 2 ;;
esac
command -v dpkg-deb >/dev/null || { echo "package: dpkg-deb is not there: a .deb is made on Debian or with its dpkg" >&2; exit 2; }
here=$(dpkg --print-architecture)
[ "$here" = "$architecture" ] || export NOBLE_EDGE_HERE=${NOBLE_EDGE_HERE:-artifacts/noble-edge-linux-$([ "$here" = amd64 ] && echo x64 || echo "$here")/noble-edge}
version=$(sed -nE 's#.*<Version>(.*)</Version>.*#\1#p' Directory.Build.props)
root=$(mktemp -d)
trap 'rm -rf "$root"' EXIT
chmod 755 "$root"

tools/install/install.sh install "$folder" /usr "$root"
documents=$root/usr/share/doc/noble-edge
{
    echo "Format: https://www.debian.org/doc/packaging-manuals/copyright-format/1.0/"
    echo "Upstream-Name: Noble.Edge"
    printf '\nFiles: *\nCopyright: 2026 The Noble.Edge contributors\nLicense: Expat\n'
    sed -n '4,$p' LICENSE | sed 's/^$/./; s/^/ /' | sed '1{/^ \.$/d}'
    component() { printf '\nFiles: %s\nCopyright: %s\nLicense: %s\n' "$@"; } # FILES WHOSE LICENCE
    component 'usr/lib/noble-edge/libonnxruntime*' 'Microsoft Corporation' Expat
    component usr/lib/noble-edge/libSkiaSharp.so 'Google Inc. and Microsoft Corporation' 'BSD-3-clause and Expat'
    component usr/lib/noble-edge/libHarfBuzzSharp.so 'the HarfBuzz project and Microsoft Corporation' 'MIT-old and Expat'
    component usr/lib/noble-edge/libe_sqlite3.so 'none, in the public domain' public-domain
    # What is linked into the executable; names and licences as the packages state them.
    component 'usr/lib/noble-edge/noble-edge*' \
        '.NET Foundation and Contributors (.NET, ASP.NET Core, MQTTnet, System.Device.Gpio); The OpenTelemetry Authors; Scott W Harden (ScottPlot); Milosz Krajewski (K4os.Compression.LZ4); Leon Sorokin (uPlot)' 'Expat and Apache-2.0'
    component 'usr/lib/noble-edge/noble-edge* (the font Inter)' 'The Inter Project Authors' OFL-1.1
} >"$documents/copyright"
printf 'noble-edge (%s) stable; urgency=medium\n\n  * See the README of the sources.\n\n -- The Noble.Edge contributors <noble-edge@users.noreply.github.com>  %s\n' \
    "$version" "$(git log -1 --format=%cD)" | gzip -9n >"$documents/changelog.gz"
chmod 644 "$documents"/*.gz "$documents/copyright"

# What the files ask of the machine's libraries: libc6 and libstdc++6 by the newest symbol version in them.
needs() { # PREFIX
    find "$root/usr/lib/noble-edge" -type f \( -name '*.so' -o -name 'noble-edge*' \) -exec "${OBJDUMP:-objdump}" -T {} + 2>/dev/null |
        grep -o "$1_[0-9.]*" | sed "s/$1_//" | sort -uV | tail -n 1
}
[ "$here" = "$architecture" ] || OBJDUMP=aarch64-linux-gnu-objdump
libc=$(needs GLIBC)
[ -n "$libc" ] || { echo "package: the symbol versions of $folder cannot be read: ${OBJDUMP:-objdump} is missing" >&2; exit 1; }

mkdir "$root/DEBIAN"
cat >"$root/DEBIAN/control" <<CONTROL
Package: noble-edge
Version: $version
Architecture: $architecture
Maintainer: The Noble.Edge contributors <noble-edge@users.noreply.github.com>
Installed-Size: $(du -sk --exclude DEBIAN "$root" | cut -f1)
Section: science
Priority: optional
Depends: libc6 (>= $libc), libgcc-s1, libstdc++6 (>= 7), libssl3 | libssl3t64, passwd
Recommends: ca-certificates
Suggests: libgpiod2, bash-completion
Description: live populations of NOBLE neurons for closed-loop electrophysiology
 A NOBLE model maps injected current and a neuron's latent features to its
 somatic voltage. noble-edge renders the voltage of a population of individual
 neurons, finds its spikes, and plays each at its moment on the ports of a rig:
 MQTT, GPIO, address-events over UDP, and a microcontroller.
CONTROL
printf '/etc/security/limits.d/noble-edge.conf\n' >"$root/DEBIAN/conffiles"
{
    printf '#!/bin/sh\nset -e\n[ "$1" = configure ] || exit 0\n'
    sed 1,2d tools/install/files/users.sh
    sed 1,2d tools/install/files/reload.sh
} >"$root/DEBIAN/postinst"
{
    printf '#!/bin/sh\nset -e\n'
    sed 1,2d tools/install/files/reload.sh
} >"$root/DEBIAN/postrm"
chmod 755 "$root/DEBIAN/postinst" "$root/DEBIAN/postrm"
(cd "$root" && find . -path ./DEBIAN -prune -o -type f -printf '%P\n' | LC_ALL=C sort | xargs -d '\n' md5sum) >"$root/DEBIAN/md5sums"
chmod 644 "$root/DEBIAN/md5sums" "$root/DEBIAN/control" "$root/DEBIAN/conffiles"
package=artifacts/noble-edge_${version}_$architecture.deb
dpkg-deb --build --root-owner-group -Zxz "$root" "$package" >/dev/null
printf '%s  %s MB\n' "$package" "$(du -b "$package" | awk '{ printf "%.1f", $1 / 1e6 }')"
