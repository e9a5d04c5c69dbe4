#!/bin/sh
# Writes a scenario of a given size. The same arguments write the same file.
#
#   tests/bench/scale.sh sites N        N sites that all differ, each with a box of its own
#   tests/bench/scale.sh requests N     one site that sees N requests in a replication
#   tests/bench/scale.sh sizes N        one site and a region, with N sizes of the pool at the site
#   tests/bench/scale.sh point N        a small question, asked with the N-th intensity of its grid
set -eu
export LC_ALL=C

exec awk -v kind="$1" -v n="$2" '
# rate in 1/s, of one site
function site(id, rate, max) {
    print "  <site id=\"site-" id "\" grid=\"" (kind == "point" ? "swept" : "PL") "\" pue=\"1\" utc-offset=\"1 h\">"
    print "    <pool id=\"box-" id "\" hardware=\"orin-nano-8\" tenancy=\"bought\" max=\"" max "\"/>"
    print "    <workload id=\"frames-" id "\" model=\"yolov8\" payload=\"110 kB\" reply=\"1 kB\">"
    printf "      <arrivals rate=\"%.9g /s\"/>\n", rate
    print "      <promise p95=\"1 s\" accuracy=\"0.43\"/>"
    print "    </workload>"
    print "  </site>"
}
function region() {
    print "  <region id=\"stockholm\" datacentre=\"aws-eu-north-1\">"
    print "    <pool id=\"gpus\" hardware=\"l4\" tenancy=\"bought\" max=\"2\"/>"
    print "  </region>"
    print "  <link id=\"line\" from=\"site-1\" to=\"stockholm\" access=\"ethernet\" line=\"existing\" bandwidth=\"100 Mbit/s\" latency=\"14 ms\"/>"
}
function choose() {
    print "  <choose basis=\"inventory\" limit=\"1000000\">"
    print "    <batching max=\"1 2 4 8\" timeout=\"0 ms 10 ms\"/>"
    print "  </choose>"
}
function today(sites) {
    print "  <baseline id=\"today\">"
    for (i = 1; i <= sites; i++)
        print "    <send workload=\"frames-" i "\" to=\"box-" i "\" variant=\"s-int8\"/>"
    for (i = 1; i <= sites; i++)
        print "    <size pool=\"box-" i "\" count=\"1\"/>"
    print "  </baseline>"
}
BEGIN {
    print "<scenario format=\"1\" name=\"scale-" kind "\">"
    print "  <about>How the program scales: " n " " kind ".</about>"
    files = split("hardware models profiles-vision datacentres access" " grids", file, " ")
    for (i = 1; i <= files; i++)
        print "  <use href=\"catalogue/" file[i] ".xml\"/>"
    if (kind == "sites") {
        print "  <time horizon=\"5 y\" window=\"100 s\" run-in=\"10 s\"/>"
        for (i = 1; i <= n; i++)
            site(i, 4 + i / n, 1)
        choose()
        today(n)
    } else if (kind == "requests") {
        printf "  <time horizon=\"5 y\" window=\"%.0f s\" run-in=\"10 s\"/>\n", n / 8
        site(1, 8, 1)
        choose()
        today(1)
    } else if (kind == "sizes") {
        print "  <time horizon=\"5 y\" window=\"100 s\" run-in=\"10 s\"/>"
        site(1, 8, n)
        region()
        choose()
    } else {
        print "  <time horizon=\"5 y\" window=\"100 s\" run-in=\"10 s\"/>"
        printf "  <grid id=\"swept\" jurisdiction=\"EU\"><intensity kind=\"average\" scope=\"life-cycle\" value=\"%d gCO2e/kWh\"/></grid>\n", 100 + n
        site(1, 8, 2)
        region()
        choose()
    }
    print "</scenario>"
}'
