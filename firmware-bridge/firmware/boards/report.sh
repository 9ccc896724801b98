#!/bin/sh
# One line on a board that was just linked: flash, RAM and worst-case stack. Fails where the stack has no bound, or its bound
# exceeds what is reserved.
#   boards/report.sh BOARD ELF OBJECT-FOLDER HANDLERS...
set -eu
board=$1
elf=$2
objects=$3
shift 3
used() { awk -v region="$1:" '$1 == region { n = $2 * ($3 == "KB" ? 1024 : $3 == "MB" ? 1048576 : 1); print n }' "$objects/memory"; }
whole() { awk -v region="$1:" '$1 == region { n = $4 * ($5 == "KB" ? 1024 : $5 == "MB" ? 1048576 : 1); print n }' "$objects/memory"; }
address() { echo $((0x$("${ARM:-arm-none-eabi-}nm" "$elf" | awk -v name="$1" '$3 == name { print $1 }'))); }
reserved=$(($(address stack_top) - $(address stack_bottom)))
stack=$({
    "${ARM:-arm-none-eabi-}objdump" -d --no-show-raw-insn "$elf" | awk -f boards/library-stack.awk
    xargs cat <"$objects/callgraphs"
} | awk -v main=start_reset -v handlers="$*" -f boards/stack.awk) || {
    echo "$board: the use of stack has no bound" >&2
    exit 1
}
echo "$board: flash $(used FLASH) of $(whole FLASH) bytes, RAM $(used RAM) of $(whole RAM) bytes, stack at worst $stack of $reserved bytes"
if [ "$stack" -gt "$reserved" ]; then
    echo "$board: the stack may take $stack bytes, and $reserved are reserved" >&2
    exit 1
fi
