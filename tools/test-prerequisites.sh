#!/usr/bin/env bash
# Installs what some tests use beyond the build's own needs, where that can be done without asking: as root on a Debian. What is missing
# afterwards is said here, and its tests are skipped with the reason.
set -u
wanted=()
command -v mosquitto >/dev/null 2>&1 || [ -x /usr/sbin/mosquitto ] || wanted+=(mosquitto)
command -v ip >/dev/null 2>&1 || wanted+=(iproute2)
/usr/bin/python3 -c "import h5py" 2>/dev/null || wanted+=(python3-h5py)
[ ${#wanted[@]} -eq 0 ] && exit 0
if [ "$(id -u)" -eq 0 ] && command -v apt-get >/dev/null 2>&1; then
    export DEBIAN_FRONTEND=noninteractive
    apt-get -q install -y --no-install-recommends "${wanted[@]}" >/dev/null 2>&1 ||
        { apt-get -q update >/dev/null 2>&1 && apt-get -q install -y --no-install-recommends "${wanted[@]}" >/dev/null 2>&1; } ||
        echo "test prerequisites: cannot install ${wanted[*]}; tests that need them are skipped" >&2
else
    echo "test prerequisites: ${wanted[*]} not installed; tests that need them are skipped (apt-get install ${wanted[*]})" >&2
fi
exit 0
