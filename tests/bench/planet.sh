#!/bin/sh
# Writes a scenario as large as a planet: site classes that all differ, each of many copies, served by bought GPUs in
# three regions. The same arguments write the same file.
#
#   tests/bench/planet.sh [CLASSES [COPIES [REQUESTS_A_DAY [ATTRIBUTES_OF_TIME [DAYS]]]]] >planet.xml
#
# Each class has its own rate, course of the day (with 7 DAYS: of each day of the week), payload, reply, line, grid and
# offset to UTC. Rates differ tenfold. In every region the pool is sized for the busiest hour, and there are three sizes
# and two batching rules to choose from.
set -eu
export LC_ALL=C

exec awk -v classes="${1:-1000}" -v copies="${2:-1000}" -v per_day="${3:-1e9}" \
    -v time="${4:-}" -v days="${5:-1}" '
# Park and Miller, CACM 31(10), 1988: products stay below 2^53, so that every awk draws the same numbers.
function draw() {
    state = (state * 16807) % 2147483647
    return state / 2147483647
}
function between(low, high) {
    return low + (high - low) * draw()
}
BEGIN {
    state = 20250101
    split("mon tue wed thu fri sat sun", day, " ")
    n_regions = split("stockholm oregon tokyo", region, " ")
    split("aws-eu-north-1 aws-us-west-2 aws-ap-northeast-1", datacentre, " ")
    # Grids and hours by which their local time is ahead of UTC, by region.
    n_grids[1] = split("SE:1 NO:1 FI:2 DK:1 FR:1 DE:1 NL:1 BE:1 PL:1 ES:1 IT:1 IE:0 CH:1 GB:0 ZA:2 KE:3 EG:2 NG:1 MA:1 AE:4", of1, " ")
    n_grids[2] = split("BR:-3 CL:-4 MX:-6 CA-ON:-5 CA-QC:-5 US-CAISO:-8 US-PJM:-5 US-ERCOT:-6 US-NY:-5 US-MISO:-6 US-BPAT:-8 US-SOCO:-5", of2, " ")
    n_grids[3] = split("IN:5.5 SG:8 JP:9 KR:9 CN:8 TW:8 HK:8 ID:7 AU-NSW:10 AU-VIC:10 NZ:12", of3, " ")
    n_lines = split("ethernet ftth cable 4g 5g", access, " ")
    split("100 50 20 10 40", mbps, " ")

    for (i = 1; i <= classes; i++) {
        home[i] = 1 + (i - 1) % n_regions
        weight[i] = between(0.2, 2)
        sum += weight[i]
    }
    for (i = 1; i <= classes; i++)
        load[home[i]] += per_day / 86400 * weight[i] / sum

    print "<scenario format=\"1\" name=\"planet\">"
    print "  <about>" classes " classes of " copies " sites ask for " per_day " answers a day: how many GPUs in three regions?</about>"
    n = split("hardware models profiles-vision grids datacentres access", file, " ")
    for (i = 1; i <= n; i++)
        print "  <use href=\"catalogue/" file[i] ".xml\"/>"
    print "  <time horizon=\"5 y\"" (time ? " " time : "") "/>"

    for (i = 1; i <= classes; i++) {
        # Night, a climb in the morning, a hump around noon, another in the evening.
        noon = between(0.5, 1.5)
        evening = between(0.5, 1.5)
        print "  <shape id=\"day-" i "\">"
        for (d = 1; d <= days; d++) {
            printf "    <day of=\"%s\">", days == 1 ? "all" : day[d]
            for (h = 0; h < 24; h++)
                printf " %.3f", (0.3 + noon * exp(-(h - 12) ^ 2 / 12) + evening * exp(-(h - 20) ^ 2 / 6)) * (1 + 0.05 * (d - 1))
            print " </day>"
        }
        print "  </shape>"
    }
    for (i = 1; i <= classes; i++) {
        r = home[i]
        g = 1 + int(draw() * n_grids[r])
        split(r == 1 ? of1[g] : r == 2 ? of2[g] : of3[g], grid, ":")
        printf "  <site id=\"class-%d\" count=\"%d\" grid=\"%s\" pue=\"1\" utc-offset=\"%d min\">\n", i, copies, grid[1], 60 * grid[2]
        printf "    <workload id=\"frames-%d\" model=\"yolov8\" payload=\"%d kB\" reply=\"%d B\">\n", i, between(20, 200), between(200, 2000)
        printf "      <arrivals rate=\"%.9g /s\" shape=\"day-%d\"/>\n", per_day / 86400 * weight[i] / sum / copies, i
        print "      <promise p95=\"1 s\" accuracy=\"0.43\"/>"
        print "    </workload>"
        print "  </site>"
    }
    for (r = 1; r <= n_regions; r++) {
        # An L4 serves 1,640 requests a second in batches of 8; the busiest hour has some 1.8 times the mean load.
        devices[r] = int(2.4 * load[r] / 1640) + 2
        printf "  <region id=\"%s\" datacentre=\"%s\">\n", region[r], datacentre[r]
        printf "    <pool id=\"gpus-%s\" hardware=\"l4\" tenancy=\"bought\" min=\"%d\" max=\"%d\"/>\n", region[r], devices[r] - 1, devices[r] + 1
        print "  </region>"
    }
    for (i = 1; i <= classes; i++) {
        l = 1 + int(draw() * n_lines)
        printf "  <link id=\"line-%d\" from=\"class-%d\" to=\"%s\" access=\"%s\" line=\"existing\" bandwidth=\"%d Mbit/s\" latency=\"%d ms\"/>\n", i, i, region[home[i]], access[l], mbps[l], between(5, 80)
    }
    print "  <choose basis=\"inventory\">"
    print "    <batching max=\"8\" timeout=\"0 ms 10 ms\"/>"
    for (i = 1; i <= classes; i++)
        printf "    <route workload=\"frames-%d\" pool=\"gpus-%s\" variant=\"s-fp16\"/>\n", i, region[home[i]]
    print "  </choose>"
    print "  <baseline id=\"today\">"
    for (i = 1; i <= classes; i++)
        printf "    <send workload=\"frames-%d\" to=\"gpus-%s\" variant=\"s-fp16\"/>\n", i, region[home[i]]
    for (r = 1; r <= n_regions; r++)
        printf "    <size pool=\"gpus-%s\" count=\"%d\" batch=\"8\" timeout=\"10 ms\"/>\n", region[r], devices[r]
    print "  </baseline>"
    print "</scenario>"
}'
