#!/bin/sh
# Writes a scenario that is too large to enumerate: classes of sites that all differ, each with several workloads that
# may be served at three kinds of boxes of their site, at GPUs to be bought in one region, or at rented ones in two:
# twelve ways each, and sizes of pools. The bought GPUs couple all of them. Loads differ by day and night. The same
# arguments write the same file.
#
#   tests/bench/classes.sh [CLASSES [WORKLOADS [BATCHING [COURSE [UTILISATION]]]]] >classes.xml
#
# BATCHING is what <batching> says, such as 'max="1"' or 'max="1 8" timeout="0 ms 20 ms"'. COURSE: day (four windows) or
# hours (nearly every hour of working days and of weekends has a load of its own: 42 windows). UTILISATION is that of
# the rented GPUs: at 50 % most workloads are best served by them; at 5 % they are dear, and boxes and bought GPUs compete.
set -eu
export LC_ALL=C

exec awk -v classes="${1:-200}" -v workloads="${2:-5}" -v batching="${3:-max=\"1\"}" \
    -v course="${4:-day}" -v utilisation="${5:-50 %}" '
# Park and Miller, CACM 31(10), 1988: products stay below 2^53, so that every awk draws the same numbers.
function draw() {
    state = (state * 16807) % 2147483647
    return state / 2147483647
}
function between(low, high) {
    return low + (high - low) * draw()
}
function one_of(words,    list, n) {
    n = split(words, list, " ")
    return list[1 + int(n * draw())]
}
# A course with its trough at 3 in the morning; three hours of the night are alike.
function day(of, share,    h) {
    printf "<day of=\"%s\">", of
    for (h = 0; h < 24; h++)
        printf " %.3f", share * (h >= 2 && h < 5 ? 0.3 : 1 - 0.7 * cos((h - 3) * 3.14159265 / 12) + 0.01 * h)
    printf " </day>"
}
BEGIN {
    state = 20251122
    print "<scenario format=\"1\" name=\"classes\">"
    print "  <about>" classes " classes of sites with " workloads " workloads each: which boxes, how many, or which region?</about>"
    n = split("hardware models profiles-vision grids datacentres access", file, " ")
    for (i = 1; i <= n; i++)
        print "  <use href=\"catalogue/" file[i] ".xml\"/>"
    print "  <time horizon=\"5 y\"/>"
    printf "  <shape id=\"day\">"
    if (course == "hours") {
        day("weekday", 1)
        day("weekend", 0.6)
    } else {
        printf "<day of=\"all\">"
        for (h = 0; h < 24; h++)
            printf " %s", (h >= 8 && h < 20 ? "1.5" : "0.5")
        printf " </day>"
    }
    print "</shape>"
    for (i = 1; i <= classes; i++) {
        printf "  <site id=\"class-%d\" count=\"%d\" grid=\"%s\" pue=\"1\" utc-offset=\"1 h\">\n", i, between(5, 100), one_of("SE FR DE PL IT ES NL GB")
        printf "    <pool id=\"hailo-%d\" hardware=\"hailo-8l\" tenancy=\"bought\" max=\"4\"/>\n", i
        printf "    <pool id=\"nano-%d\" hardware=\"orin-nano-8\" tenancy=\"bought\" max=\"4\" sleep-after=\"%d s\"/>\n", i, between(5, 60)
        printf "    <pool id=\"nx-%d\" hardware=\"orin-nx-16\" tenancy=\"bought\" max=\"4\"/>\n", i
        for (w = 1; w <= workloads; w++) {
            printf "    <workload id=\"frames-%d-%d\" model=\"yolov8\" payload=\"%d kB\" reply=\"1 kB\">\n", i, w, between(20, 200)
            printf "      <arrivals rate=\"%.4g /s\" shape=\"day\"/>\n", exp(between(log(0.02), log(8)))
            printf "      <promise p95=\"%s ms\" accuracy=\"0.44\"/>\n", one_of("300 500 1000 2000")
            print "    </workload>"
        }
        print "  </site>"
    }
    print "  <region id=\"stockholm\" datacentre=\"aws-eu-north-1\">"
    print "    <pool id=\"rented-se\" hardware=\"l4\" tenancy=\"shared\" utilisation=\"" utilisation "\" batch=\"8\"/>"
    print "    <pool id=\"bought-se\" hardware=\"l4\" tenancy=\"bought\" max=\"200\"/>"
    print "  </region>"
    print "  <region id=\"warsaw\" datacentre=\"azure-polandcentral\">"
    print "    <pool id=\"rented-pl\" hardware=\"l4\" tenancy=\"shared\" utilisation=\"" utilisation "\" batch=\"8\"/>"
    print "  </region>"
    for (i = 1; i <= classes; i++) {
        access = one_of("ethernet ftth cable 4g")
        printf "  <link id=\"se-%d\" from=\"class-%d\" to=\"stockholm\" access=\"%s\" line=\"existing\" bandwidth=\"50 Mbit/s\" latency=\"%d ms\"/>\n", i, i, access, between(10, 60)
        printf "  <link id=\"pl-%d\" from=\"class-%d\" to=\"warsaw\" access=\"%s\" line=\"existing\" bandwidth=\"50 Mbit/s\" latency=\"%d ms\"/>\n", i, i, access, between(5, 40)
    }
    print "  <choose basis=\"decision\" limit=\"2000\">"
    print "    <batching " batching "/>"
    print "  </choose>"
    print "</scenario>"
}'
