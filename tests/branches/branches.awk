# Counts branches in what lcov captured: awk -v least=90 -f branches.awk src.info
#
# Prints "total|layer|below|file", a name, branches, how many were taken, and their share in per cent with one decimal place,
# rounded down; fields are separated by tabs, names are below src/. "below" is a file with a share under the least.

function share(taken, of) { return int(1000 * taken / of) / 10 }
function row(kind, name, of, taken) { printf "%s\t%s\t%d\t%d\t%.1f\n", kind, name, of, taken, share(taken, of) }

/^SF:/ {
    file = $0
    sub(/.*\/src\//, "", file)
    layer = file
    sub(/\/.*/, "", layer)
}
/^BRDA:/ {
    split($0, field, ",")
    of[file]++
    of_layer[layer]++
    all++
    if (field[4] + 0 > 0) {
        taken[file]++
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
    }
}
