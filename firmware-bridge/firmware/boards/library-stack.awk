# Reads `objdump -d --no-show-raw-insn` of a linked board, and prints what stack.awk wants to know of the functions of libgcc,
# which come without gcc's call graph: what each pushes, and what it calls.
function bytes(n)
{
    frame += n
}

function finish()
{
    if (name != "") {
        printf "node: { title: \"%s\" label: \"%s\\n%d bytes (static)\" }\n", name, name, frame
    }
    name = ""
}

/^[0-9a-f]+ <.*>:$/ {
    finish()
    frame = 0
    name = substr($2, 2, length($2) - 3)
    if (name !~ /^__(aeabi_|.*div.*[ds]i4$|.*divsi3$)/) {
        name = ""
    }
}

name == "" { next }

($2 == "push" || $2 ~ /^stmdb/) && match($0, /\{.*\}/) {
    list = substr($0, RSTART, RLENGTH)
    bytes(4 * (1 + gsub(/,/, "", list)))
}
$2 ~ /^strd?(\.w)?$/ && match($0, /\[sp, #-[0-9]+\]!/) { bytes(substr($0, RSTART + 7, RLENGTH - 9) + 0) }
$2 ~ /^sub/ && $3 == "sp," && match($0, /#[0-9]+/) { bytes(substr($0, RSTART + 1, RLENGTH - 1) + 0) }
$2 == "vpush" || $2 == "blx" {
    print "stack: " name ": " $2 " is not understood" > "/dev/stderr"
    exit 1
}
$2 ~ /^b[a-z]*(\.[nw])?$/ && match($0, /<[^+>]*>$/) {
    to = substr($0, RSTART + 1, RLENGTH - 2)
    if (to != name) {
        printf "edge: { sourcename: \"%s\" targetname: \"%s\" }\n", name, to
    }
}

END { finish() }
