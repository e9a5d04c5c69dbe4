# Is what a command printed what a page shows? awk -v wanted=FILE -f alike.awk GOT
#
# Words must be the same. Numbers may differ by 5 %: another processor may round otherwise, and a page need not change
# with each digit; with -v exact=1 they may not, so that a page is brought up to date. A number that is part of a word
# (l4, fp16) is part of the word. Spaces count as one. A line "..." stands for any lines. Prints the first difference.

# Cuts a line: numbers go to `value`, each leaves a mark. Returns the rest.
function cut(line, value,    rest, before, n, token) {
    n = 0
    rest = ""
    gsub(/[ \t]+/, " ", line)
    gsub(/-----*/, "--", line) # rulers are as wide as what they rule
    sub(/\r$/, "", line)
    sub(/^ /, "", line)
    sub(/ $/, "", line)
    while (match(line, /[0-9]+(\.[0-9]+)?(e[-+]?[0-9]+)?/)) {
        before = RSTART > 1 ? substr(line, RSTART - 1, 1) : substr(rest, length(rest), 1)
        token = substr(line, RSTART, RLENGTH)
        if (before ~ /[A-Za-z_]/ || substr(line, 1, RSTART - 1) ~ /[A-Za-z0-9]-$/) {
            rest = rest substr(line, 1, RSTART - 1) token
        } else {
            value[++n] = token + 0
            rest = rest substr(line, 1, RSTART - 1) "\001"
        }
        line = substr(line, RSTART + RLENGTH)
    }
    value[0] = n
    return rest line
}
function alike(want, got,    a, b, i, gap, size) {
    if (cut(want, a) != cut(got, b) || a[0] != b[0])
        return 0
    for (i = 1; i <= a[0]; i++) {
        gap = a[i] > b[i] ? a[i] - b[i] : b[i] - a[i]
        size = a[i] > b[i] ? a[i] : b[i]
        if (gap > (exact ? 0 : 0.05 * size))
            return 0
    }
    return 1
}
BEGIN {
    while ((getline line < wanted) > 0)
        want[++n] = line
    at = 1
}
bad { next }
{
    if (want[at] == "...")
        skip = 1
    while (at <= n && want[at] == "...")
        at++
    if (at <= n && alike(want[at], $0)) {
        at++
        skip = 0
    } else if (!skip) {
        printf "#   expected: %s\n#   got:      %s\n", at <= n ? want[at] : "(end)", $0
        bad = 1
    }
}
END {
    while (!bad && want[at] == "..." && at <= n)
        at++
    if (!bad && at <= n) {
        printf "#   expected: %s\n#   got:      (end)\n", want[at]
        bad = 1
    }
    exit bad
}
