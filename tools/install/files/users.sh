#!/bin/sh
# The groups and the user that the unit, the udev rules and the limits name; what is there already stays as it is.
set -e
for group in noble-edge gpio i2c spi dialout; do
    getent group "$group" >/dev/null || groupadd --system "$group"
done
getent passwd noble-edge >/dev/null ||
    useradd --system --gid noble-edge --home-dir /var/lib/noble-edge --no-create-home --shell /usr/sbin/nologin noble-edge
usermod --append --groups gpio,i2c,spi,dialout noble-edge
