#!/usr/bin/env bash
# Builds the kernel's simulated GPIO chips (gpio-sim), which Debian's kernels leave out, as a module from Debian's own source.
#
#   tools/gpio-vm/build-module.sh FOLDER KERNEL          leaves FOLDER/gpio-simx.ko; KERNEL as in 6.1.0-56-amd64
#
# Exits 1 with one line on standard error where it does not build.
set -u
folder=$1
kernel=$2
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
give_up() {
    echo "GPIO machine: $1" >&2
    exit 1
}
source=linux-source-6.1
tar -xf "/usr/src/$source.tar.xz" -C "$work" --strip-components=1 --occurrence=1 \
    "$source/drivers/gpio/gpio-sim.c" "$source/drivers/gpio/gpiolib.h" "$source/kernel/irq/irq_sim.c" || give_up "/usr/src/$source.tar.xz lacks the simulated chips"
mkdir "$work/module"
cp "$work/drivers/gpio/gpio-sim.c" "$work/drivers/gpio/gpiolib.h" "$work/module/"
# The interrupt simulator is not exported to modules: it goes into this one, with what is.
sed -e '/^EXPORT_SYMBOL_GPL/d' -e 's/irq_to_desc(irqnum)/irq_data_to_desc(irq_get_irq_data(irqnum))/' \
    -e '/^#include <linux\/slab.h>/a #include <linux/irqdesc.h>' "$work/kernel/irq/irq_sim.c" >"$work/module/irq_sim.c"
printf 'obj-m := gpio-simx.o\ngpio-simx-y := gpio-sim.o irq_sim.o\n' >"$work/module/Kbuild"
make -C "/usr/src/linux-headers-$kernel" M="$work/module" modules >"$work/log" 2>&1 || give_up "gpio-sim does not build: $(grep -m 1 -iE 'error|No rule' "$work/log")"
mkdir -p "$folder"
cp "$work/module/gpio-simx.ko" "$folder/"
