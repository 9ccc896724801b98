# Reads gcc's call graphs (-fcallgraph-info=su) and prints the most bytes of stack that can be in use at once.
#   awk -v main=NAME -v handlers='A B,C' -f stack.awk *.ci
# main: where the processor starts. handlers: a group for each priority, the least urgent first; of a group one handler runs
# at a time, on top of any of the groups before it. Calls through pointers, recursion, frames of no fixed size and functions
# of which nothing is known are errors: the figure would be no bound.
function quoted(line, key,   rest)
{
    if (!match(line, key ": \"[^\"]*\"")) {
        return ""
    }
    rest = substr(line, RSTART + length(key) + 3, RLENGTH - length(key) - 4)
    return rest
}

function fail(text)
{
    print "stack: " text > "/dev/stderr"
    failed = 1
}

function deepest(name,   most, below, i)
{
    if (name in known) {
        return known[name]
    }
    if (name in active) {
        fail(name " calls itself")
        return 0
    }
    if (!(name in frame)) {
        fail(name ": nothing known of its stack")
        return 0
    }
    active[name] = 1
    most = 0
    for (i = 0; i < calls[name]; i++) {
        below = deepest(callee[name, i])
        if (below > most) {
            most = below
        }
    }
    delete active[name]
    known[name] = frame[name] + most
    return known[name]
}

# The compiler's own library comes without figures. Its 64-bit division pushes 16 bytes, and 32 in what it calls; once and
# a third of that is assumed.
BEGIN {
    frame["__aeabi_uldivmod"] = frame["__aeabi_ldivmod"] = 64
}

/^node:/ {
    title = quoted($0, "title")
    label = quoted($0, "label")
    if (match(label, /[0-9]+ bytes \([a-z,]*\)/)) {
        text = substr(label, RSTART, RLENGTH)
        if (text !~ /\(static\)/) {
            fail(title " has a frame of no fixed size")
        }
        split(text, word, " ")
        frame[title] = word[1] + 0
    }
}

/^edge:/ {
    from = quoted($0, "sourcename")
    to = quoted($0, "targetname")
    if (to == "__indirect_call") {
        fail(from " calls through a pointer")
    } else {
        callee[from, calls[from]++] = to
    }
}

END {
    # Eight words that the processor pushes, and one to align them.
    exception = 36
    total = deepest(main)
    groups = split(handlers, group, " ")
    for (g = 1; g <= groups; g++) {
        most = 0
        n = split(group[g], handler, ",")
        for (h = 1; h <= n; h++) {
            bytes = deepest(handler[h])
            if (bytes > most) {
                most = bytes
            }
        }
        total += exception + most
    }
    if (failed) {
        exit 1
    }
    print total
}
