# What tests/fault/soak.sh printed, as a table for docs/RELIABILITY.md; status 1 where anything was not ok.
# SOURCES and SECONDS say what was run, and for how long.

function row(what, n, left, bad) {
    printf "| %s | %s | %s | %d |\n", what, n, left, bad
}

/^== faults:/ { commands++ }
/^# .* failed, .* found/ {
    kind = $2
    sub(/[+:].*/, "", kind)
    n[kind] += $3
    left[kind] += $5
    bad[kind] += $9
}
/: killed [0-9]+ times, got through/ {
    kinds = kinds (kinds ? ", " : "") substr($2, 1, length($2) - 1) " " $4
    killed += $4
    through += $8
    killed_bad += $1 != "ok"
}
/cut or changed: [0-9]+ commands/ { damaged += $(NF - 5); damaged_bad += $1 != "ok" }
/^ok / { ok++ }
/^ok .*# SKIP/ { skipped++ }
/^not ok / { wrong++ }

END {
    print "| what failed, one at a time | times | left what no other had | ended otherwise than the rules say |"
    print "|---|---|---|---|"
    row("every allocation of cairn's own", n["each"], "", bad["each"])
    row("up to 60 of them in each command, which then goes on", n["memory"], left["memory"], bad["memory"])
    row("up to 60 allocations of libraries in each command", n["library"], left["library"], bad["library"])
    row("every read: input/output error", n["read"], left["read"], bad["read"])
    row("every write: input/output error, no space, no space from there on, half written, killed there", n["write"], left["write"], bad["write"])
    row("every sync: once, from there on, killed there", n["sync"], left["sync"], bad["sync"])
    row("every open: once, from there on, killed there", n["open"], left["open"], bad["open"])
    row("every close, truncation, removal and renaming", n["close"] + n["truncate"] + n["unlink"] + n["rename"],
        left["close"] + left["truncate"] + left["unlink"] + left["rename"],
        bad["close"] + bad["truncate"] + bad["unlink"] + bad["rename"])
    row("starts of gnuplot", n["spawn"], left["spawn"], bad["spawn"])
    row("some of these under valgrind: memory that nobody points to", n["leaks"], "", bad["leaks"])
    row("results files cut, or a byte of them changed, under four commands", damaged, "", damaged_bad)
    row("kill -9 at random moments: " kinds, killed, through " times at an end with the same rows", killed_bad)
    printf "\n%d commands, %d checks, of which %d failed and %d were skipped, in %d minutes; `git rev-parse HEAD:src` says %s.\n",
        commands, ok + wrong, wrong, skipped, seconds / 60 + 0.5, sources
    exit wrong > 0 || ok == 0
}
