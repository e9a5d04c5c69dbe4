#!/bin/sh
# Writes what the bench measured into a page, between its markers, and draws the queues beside their limits.
#
#   tests/bench/doc.sh build/bench.tsv docs/PERFORMANCE.md docs/performance.svg
set -eu
export LC_ALL=C
measured=$1
page=$2
figure=$3

if [ ! -s "$measured" ]; then
    echo "bench-doc: no $measured: run 'make bench' first" >&2
    exit 1
fi
processor=$(sed -n 's/^model name[^:]*: //p' /proc/cpuinfo 2>/dev/null | head -n 1)
compiler=$(${CC:-gcc} --version | head -n 1)

awk -F '\t' -v processor="${processor:-unknown processor}" -v compiler="$compiler" '
function with_commas(digits,    out) {
    for (out = ""; length(digits) > 3; digits = substr(digits, 1, length(digits) - 3))
        out = "," substr(digits, length(digits) - 2) out
    return digits out
}
function time(ns) {
    return ns < 100 ? sprintf("%.3g ns", ns) : ns < 1e5 ? with_commas(sprintf("%.0f", ns)) " ns" : ns < 1e8 ? sprintf("%.3g ms", ns / 1e6) : sprintf("%.3g s", ns / 1e9)
}
FNR == NR { lines[++n] = $0; next }
/^<!-- bench -->/ {
    print
    print ""
    print "Measured on " processor ", " compiler ", one thread."
    print ""
    print "| case | way | time | ratio | beside | memory |"
    print "|---|---|---|---|---|---|"
    for (i = 1; i <= n; i++) {
        split(lines[i], f, "\t")
        printf "| %s | %s | %s | %s | %s | %s |\n", f[1] == before ? "" : f[1], f[2], time(f[3]), f[4] == "-" ? "" : sprintf("%.3g", f[4]), f[5] == "-" ? "" : f[5], f[6] == "-" ? "" : sprintf("%.0f MB", f[6])
        before = f[1]
    }
    print ""
    skipping = 1
}
/^<!-- end -->/ { skipping = 0 }
!skipping { print }' "$measured" "$page" >"$page.new"
mv "$page.new" "$page"

awk -F '\t' '
function bar(x, y, w, class, text) {
    printf "<rect class=\"%s\" x=\"%d\" y=\"%.1f\" width=\"%.1f\" height=\"13\"/>", class, x, y, w
    printf "<text class=\"dim\" x=\"%.1f\" y=\"%.1f\" font-size=\"12\">%s</text>\n", x + w + 6, y + 11, text
}
BEGIN {
    wanted = "|M/M/1|M/M/10|two stages|full path|10,000 x M/M/1|"
    class["loop by hand"] = "loop limit"
    class["events"] = class["events, sleep"] = "loop"
    class["recursion by hand"] = "line limit"
    class["recursion"] = class["recursion, sleep"] = class["components"] = "line"
    class["by hand, counted"] = "line limit"
}
index(wanted, "|" $1 "|") {
    if (!($1 in first))
        order[++cases] = $1
    first[$1] = 1
    way[$1, ++ways[$1]] = $2
    ns[$1, ways[$1]] = $3
    if ($3 + 0 > most)
        most = $3 + 0
    bars++
}
END {
    width = 760
    room = 440
    height = 60 + 16 * bars + 22 * cases
    printf "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"-16 -10 %d %d\" width=\"%d\"\n", width + 32, height + 16, width + 32
    print "     role=\"img\" font-family=\"system-ui, sans-serif\" font-size=\"13\">"
    print "<title>Processor time per request, and the limits</title>"
    # Wong, Nature Methods 8, 441 (2011): told apart by people who see few colours, on white and on black.
    print "<style>.page{fill:#ffffff}.ink{fill:#1f2328}.dim{fill:#59636e}.loop{fill:#0072b2}.line{fill:#d55e00}.limit{opacity:0.45}"
    print "@media (prefers-color-scheme:dark){.page{fill:#0d1117}.ink{fill:#e6edf3}.dim{fill:#9198a1}.loop{fill:#56b4e9}.line{fill:#e69f00}}</style>"
    printf "<rect class=\"page\" x=\"-16\" y=\"-10\" width=\"%d\" height=\"%d\" rx=\"8\"/>\n", width + 32, height + 16
    print "<text class=\"ink\" x=\"0\" y=\"16\" font-weight=\"600\">ns per request; pale: written by hand for nothing but this queue</text>"
    y = 34
    for (c = 1; c <= cases; c++) {
        name = order[c]
        printf "<text class=\"ink\" x=\"0\" y=\"%.1f\">%s</text>\n", y + 11, name
        for (w = 1; w <= ways[name]; w++) {
            printf "<text class=\"dim\" x=\"120\" y=\"%.1f\" font-size=\"12\">%s</text>\n", y + 11, way[name, w]
            bar(240, y, room * ns[name, w] / most, class[way[name, w]], sprintf("%.3g", ns[name, w]))
            y += 16
        }
        y += 22
    }
    print "</svg>"
}' "$measured" >"$figure"
