# bash completion for noble-edge: the program itself knows its words.
_noble_edge() {
    local word=${COMP_WORDS[COMP_CWORD]} words line
    mapfile -t words <<<"$("${COMP_WORDS[0]}" "[suggest:$COMP_POINT]" "$COMP_LINE" 2>/dev/null)"
    COMPREPLY=()
    for line in "${words[@]}"; do
        [[ -n $line && $line == "$word"* ]] && COMPREPLY+=("$line")
    done
    # Where it knows none, it is a file.
    [ ${#COMPREPLY[@]} -gt 0 ] || compopt -o default
}
complete -F _noble_edge noble-edge
