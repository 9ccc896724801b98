#!/usr/bin/env bash
# Prints the path of a mosquitto_sub: the system's, or Debian's package fetched without root into artifacts/tools.
# Exits 1 with one line on standard error where there is none and none can be had.
set -u
cd "$(dirname "$0")/.."
if command -v mosquitto_sub >/dev/null 2>&1; then
    command -v mosquitto_sub
    exit 0
fi

folder=$PWD/artifacts/tools/mosquitto
if [ -x "$folder/mosquitto_sub" ]; then
    echo "$folder/mosquitto_sub"
    exit 0
fi

give_up() {
    echo "mosquitto_sub: not installed, and $1; apt-get install mosquitto-clients" >&2
    exit 1
}

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
# libssl3 comes with the .NET runtime's own needs on most systems; it is fetched only where the system lacks it.
packages=(mosquitto-clients libmosquitto1 libcjson1)
ldconfig -p 2>/dev/null | grep -q 'libssl\.so\.3' || packages+=(libssl3)
(cd "$work/packages" && apt download "${packages[@]}") || give_up "its packages cannot be fetched: $(grep -m 1 '^E' "$work/log")"
mkdir -p "$work/root"
for package in "$work"/packages/*.deb; do
    dpkg -x "$package" "$work/root" || give_up "$(basename "$package") cannot be unpacked"
done

mkdir -p "$folder"
cp -r "$work/root/usr" "$folder/"
cat >"$folder/mosquitto_sub" <<'WRAPPER'
#!/usr/bin/env bash
here=$(cd "$(dirname "$0")" && pwd)
libraries=$(dirname "$(find "$here/usr/lib" -name 'libmosquitto.so.1' | head -n 1)")
LD_LIBRARY_PATH="$libraries${LD_LIBRARY_PATH:+:$LD_LIBRARY_PATH}" exec "$here/usr/bin/mosquitto_sub" "$@"
WRAPPER
chmod +x "$folder/mosquitto_sub"
"$folder/mosquitto_sub" --help >/dev/null 2>&1
[ $? -le 1 ] || { rm -rf "$folder"; give_up "the fetched one does not run here"; }
echo "$folder/mosquitto_sub"
