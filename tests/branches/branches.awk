# Counts branches in what lcov captured: awk -v least=90 -f branches.awk src.info
#
# Prints "total|layer|below|file", a name, branches, how many were taken, and their share in per cent with one decimal place,
# rounded down; fields are separated by tabs, names are below src/. "below" is a file with a share under the least. Lines with
# branches that were not taken follow as "line", the file, how many there are and were taken, the line's number and its text.

function share(taken, of) { return int(1000 * taken / of) / 10 }
function row(kind, name, of, taken) { printf "%s\t%s\t%d\t%d\t%.1f\n", kind, name, of, taken, share(taken, of) }

# The lines of a file that have branches which were not taken, in their order.
function lines(name, number, text) {
    for (number = 1; (getline text <("src/" name)) > 0; number++)
        if (taken_line[name, number] < of_line[name, number]) {
            gsub(/^[ \t]+|\t/, "", text)
            printf "line\t%s\t%d\t%d\t%d\t%s\n", name, of_line[name, number], taken_line[name, number], number, text
        }
    close("src/" name)
}

/^SF:/ {
    file = $0
    sub(/.*\/src\//, "", file)
    layer = file
    sub(/\/.*/, "", layer)
}
/^BRDA:/ {
    split(substr($0, 6), field, ",")
    of[file]++
    of_line[file, field[1]]++
    of_layer[layer]++
    all++
    if (field[4] + 0 > 0) {
        taken[file]++
        taken_line[file, field[1]]++
        taken_layer[layer]++
        all_taken++
    }
}
END {
    if (all == 0)
        exit 1
    row("total", "src", all, all_taken)
    for (l in of_layer)
        row("layer", l, of_layer[l], taken_layer[l])
    for (f in of) {
        row("file", f, of[f], taken[f])
        if (share(taken[f], of[f]) < least)
            row("below", f, of[f], taken[f])
        lines(f)
    }
}
