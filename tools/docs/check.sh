#!/usr/bin/env bash
# Follows the documentation to the letter: runs every command of every page of docs/, page by page, each in a folder of its own, and holds what they
# print to what the page says; then looks whether every link of every page in the repository leads somewhere.
#
#   tools/docs/check.sh [PAGE.md ...]     default: every page of docs/
#
# In a page a fenced block is
#   sh             run, in order, in one shell; it must succeed
#   sh background  the same in the background, until the page ends
#   sh fails N     it must end with exit code N
#   sh norun       not run: the line before it says what it needs
#   output         each of its lines must be in what the block before it printed, in this order; ... stands for anything
# The commands find noble-edge, noble-train and noble-tools as make publish leaves them; $REPO is the sources.
# Last line: "N passed, N failed, N skipped".
set -u
cd "$(dirname "$0")/../.."
export REPO=$PWD
limit=${LIMIT:-180} # s a page
work=$(mktemp -d)
passed=0 failed=0
trap 'rm -rf "$work"' EXIT
pass() { passed=$((passed + 1)); echo "PASS $1"; }
fail() { failed=$((failed + 1)); echo "FAIL $1"; }
export PATH=$PWD/artifacts/noble-edge-linux-x64:$PWD/artifacts/noble-train:$PWD/artifacts/noble-tools:$PATH

# A page becomes a shell script: block N prints to files of its own, blocks of output become files to compare with.
script() { # PAGE FOLDER
    awk -v folder="$2" '
        /^ *```/ && !inside {
            match($0, /^ */); indent = RLENGTH
            info = substr($0, indent + 4); inside = 1; text = ""; kind = info
            if (info ~ /^sh/) { n++; line = NR }
            next
        }
        inside && $0 ~ "^ *```" {
            inside = 0
            if (kind == "sh") printf "echo %d >\"$AT\"\n{\n%s} >\"%s/%d.out\" 2>&1\n", n, text, folder, n
            else if (kind == "sh background") printf "echo %d >\"$AT\"\n(\n%s) >\"%s/%d.out\" 2>&1 &\n", n, text, folder, n
            else if (kind ~ /^sh fails [0-9]+$/) { split(kind, words, " "); printf "echo %d >\"$AT\"\nset +e\n(\n%s) >\"%s/%d.out\" 2>&1\ncode=$?\nset -e\n[ $code -eq %d ] || { echo \"exit code $code, the page says %d\" >>\"%s/%d.out\"; exit 1; }\n", n, text, folder, n, words[3], words[3], folder, n }
            else if (kind == "output") printf "%s", text > (folder "/" n ".expected")
            if (kind ~ /^sh/) printf "%d\n", line > (folder "/" n ".line")
            next
        }
        inside { text = text substr($0, indent + 1) "\n" }
    ' "$1"
}

# The lines of EXPECTED are in OUTPUT, in their order.
holds() { # EXPECTED OUTPUT
    awk '
        function matches(line, pattern,   parts, count, i, at, position) {
            count = split(pattern, parts, /\.\.\./)
            position = 1
            for (i = 1; i <= count; i++) {
                if (parts[i] == "") continue
                at = index(substr(line, position), parts[i])
                if (at == 0) return 0
                position += at + length(parts[i]) - 1
            }
            return 1
        }
        FNR == NR { if ($0 !~ /^(\.\.\.)?$/) wanted[++count] = $0; next }
        next_wanted < count && matches($0, wanted[next_wanted + 1]) { next_wanted++ }
        END { if (next_wanted < count) { print wanted[next_wanted + 1]; exit 1 } }
    ' "$1" "$2"
}

follow() { # PAGE
    local page=$1 folder=$work/page code expected n
    rm -rf "$folder" && mkdir -p "$folder/scratch"
    { echo 'set -e'; script "$page" "$folder"; } >"$folder/script"
    [ -e "$folder/1.line" ] || return 0
    cd "$folder/scratch" || return
    AT=$folder/at HOME=$folder setsid timeout --foreground "$limit" bash "$folder/script" </dev/null >"$folder/shell" 2>&1 &
    local session=$!
    cd "$REPO" || return
    wait $session
    code=$?
    # What a page started in the background ends with it.
    kill -TERM -- -$session 2>/dev/null && sleep 1 && kill -KILL -- -$session 2>/dev/null
    if [ $code -ne 0 ]; then
        n=$(cat "$folder/at" 2>/dev/null || echo 0)
        fail "$page line $(cat "$folder/$n.line" 2>/dev/null): $([ $code -eq 124 ] && echo "not done within $limit s" || echo "exit code $code")"
        tail -n 15 "$folder/$n.out" "$folder/shell" 2>/dev/null
        return
    fi
    pass "$page: its commands run"
    for expected in "$folder"/*.expected; do
        [ -e "$expected" ] || continue
        n=$(basename "$expected" .expected)
        if missing=$(holds "$expected" "$folder/$n.out"); then pass "$page line $(cat "$folder/$n.line"): prints what the page says"; else
            fail "$page line $(cat "$folder/$n.line"): '$missing' is not in what it printed"
            tail -n 20 "$folder/$n.out"
        fi
    done
}

anchors() { grep -E '^#+ ' "$1" | sed -E 's/^#+ +//; s/`//g' | tr '[:upper:]' '[:lower:]' | sed -E 's/[^a-z0-9 _-]//g; s/ /-/g'; }
links() {
    local broken=0 page target path anchor
    while read -r page; do
        while read -r target; do
            case $target in http*|mailto:*) continue ;; esac
            path=${target%%#*} anchor=''
            case $target in *'#'*) anchor=${target#*#} ;; esac
            [ -n "$path" ] && path=$(dirname "$page")/$path || path=$page
            if [ ! -e "$path" ]; then echo "$page: $target does not exist"; broken=$((broken + 1)); continue; fi
            if [ -n "$anchor" ] && [ -f "$path" ] && ! anchors "$path" | grep -qxF -- "$anchor"; then echo "$page: $target: no such heading"; broken=$((broken + 1)); fi
        done < <(sed -E '/^ *```/,/^ *```/d; s/`[^`]*`//g' "$page" | grep -oE '\]\([^) ]+\)' | sed -E 's/^\]\(//; s/\)$//')
    done < <(git ls-files '*.md')
    [ $broken -eq 0 ]
}

if [ $# -eq 0 ]; then
    mapfile -t pages < <(find docs -name '*.md' | LC_ALL=C sort)
    set -- "${pages[@]}"
    if links >"$work/links"; then pass "every link of every page leads somewhere"; else fail "links"; cat "$work/links"; fi
fi
for page in "$@"; do follow "$page"; done
echo "$passed passed, $failed failed, 0 skipped"
[ "$failed" -eq 0 ]
