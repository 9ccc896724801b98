#!/usr/bin/env bash
# noble-train in one archive for a machine that has a GPU and a libtorch of its own, but neither .NET nor a network: the .NET runtime is
# in it, libtorch is not (NOBLE_LIBTORCH names the folder of the machine's; for Python's torch .../site-packages/torch/lib).
#
#   tools/gpu/package.sh OUTDIR          writes OUTDIR/noble-train.tar.xz
#   there: mkdir noble-train && tar -C noble-train -xJf noble-train.tar.xz
#          NOBLE_LIBTORCH=FOLDER noble-train/noble-train train --config C.json --device cuda ...
set -euo pipefail
[ $# = 1 ] || { echo "usage: tools/gpu/package.sh OUTDIR" >&2; exit 2; }
largest_mib=30
mkdir -p "$1"
out=$(cd "$1" && pwd)
cd "$(dirname "$0")/../.."
build=artifacts/gpu
rm -rf "$build/publish"
# What of .NET the program does not use is left out; the libraries that look things up by name stay whole, therefore the warnings say nothing.
dotnet publish trainer/Noble.Edge.Trainer -c Release -r linux-x64 --self-contained --artifacts-path "$build" -p:Libtorch=none \
    -p:PublishTrimmed=true -p:TrimMode=partial -p:SuppressTrimAnalysisWarnings=true -p:JsonSerializerIsReflectionEnabledByDefault=true \
    -p:DebugType=none --nologo -v quiet -m:1
folder="$build/publish/Noble.Edge.Trainer/release_linux-x64"
# Debuggers' and tracers' parts of the runtime.
(cd "$folder" && rm -f libmscordaccore.so libmscordbi.so libcoreclrtraceptprovider.so createdump ./*.pdb ./*.xml)
[ -f "$folder/libLibTorchSharp.so" ] || { echo "package: no libLibTorchSharp.so in $folder" >&2; exit 1; }
if compgen -G "$folder/libtorch*" >/dev/null; then echo "package: a libtorch is in $folder, expected none" >&2; exit 1; fi
tar -C "$folder" -cf - . | xz -6 -T0 >"$out/noble-train.tar.xz"
size=$(stat -c %s "$out/noble-train.tar.xz")
awk -v size="$size" 'BEGIN { printf "%.1f MiB  noble-train.tar.xz\n", size / 1048576 }'
[ "$size" -lt $((largest_mib << 20)) ] || { echo "package: expected less than $largest_mib MiB" >&2; exit 1; }
