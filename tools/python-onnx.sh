#!/usr/bin/env bash
# Prints the path of a python3 that has ONNX's own package, whose checker the graphs are held to: the system's, or Debian's packages fetched
# without root into artifacts/tools. Exits 1 with one line on standard error where there is none and none can be had.
set -u
cd "$(dirname "$0")/.."
python=/usr/bin/python3
if [ -x "$python" ] && "$python" -c 'import onnx' 2>/dev/null; then
    echo "$python"
    exit 0
fi

folder=$PWD/artifacts/tools/onnx
if [ -x "$folder/python3" ]; then
    echo "$folder/python3"
    exit 0
fi

give_up() {
    echo "python3-onnx: not installed, and $1; apt-get install python3-onnx" >&2
    exit 1
}

[ -x "$python" ] || give_up "this system has no $python for it"
for tool in apt-get dpkg; do
    command -v "$tool" >/dev/null 2>&1 || give_up "this system has no $tool to fetch it with"
done

# Package lists and downloads of our own, so that nothing of the system is written.
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
mkdir -p "$work/state/lists/partial" "$work/cache/archives/partial" "$work/packages"
apt() {
    apt-get -q -o Dir::State="$work/state" -o Dir::State::status=/var/lib/dpkg/status -o Dir::Cache="$work/cache" \
        -o APT::Sandbox::User="$(id -un)" "$@" >"$work/log" 2>&1
}
apt update || give_up "the package lists cannot be fetched: $(grep -m 1 -E '^(E|W|Err)' "$work/log")"
packages=(python3-onnx libonnx1 python3-protobuf libprotobuf32 python3-numpy libblas3 liblapack3 libgfortran5 python3-pkg-resources)
(cd "$work/packages" && apt download "${packages[@]}") || give_up "its packages cannot be fetched: $(grep -m 1 '^E' "$work/log")"
mkdir -p "$work/root"
for package in "$work"/packages/*.deb; do
    dpkg -x "$package" "$work/root" || give_up "$(basename "$package") cannot be unpacked"
done

mkdir -p "$folder"
cp -r "$work/root/usr" "$folder/"
cat >"$folder/python3" <<'WRAPPER'
#!/usr/bin/env bash
here=$(cd "$(dirname "$0")" && pwd)
libraries=$(find "$here/usr/lib" -name '*.so*' -path '*linux-gnu*' -printf '%h\n' | sort -u | paste -sd:)
LD_LIBRARY_PATH="$libraries${LD_LIBRARY_PATH:+:$LD_LIBRARY_PATH}" PYTHONPATH="$here/usr/lib/python3/dist-packages" exec /usr/bin/python3 "$@"
WRAPPER
chmod +x "$folder/python3"
"$folder/python3" -c 'import onnx.checker, onnx.shape_inference' 2>"$work/log" || { rm -rf "$folder"; give_up "the fetched one does not run here: $(tail -n 1 "$work/log")"; }
echo "$folder/python3"
