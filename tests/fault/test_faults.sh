#!/bin/sh
# Memory, files and programs fail under every command; the rules stand in faults.sh. FAULTS is how many calls of a kind fail in each command
# (default 1; all: every one), FAULT_COMMANDS which commands. `make soak-fault` takes all (soak.sh).
# shellcheck source=tests/study/study.sh
. "$(dirname "$0")/../study/study.sh"
# shellcheck source=tests/fault/faults.sh
. "$top/tests/fault/faults.sh"

most=${FAULTS:-1}
step=20 # allocations of its own of which one fails; and those, and the libraries', after which it goes on
some=$most
[ "$most" = all ] && step=0 some=60 most=1000000
prepare || {
    echo "not ok what cases begin with"
    exit 1
}

# every COMMAND: allocations of its own, each in a child: twenty, or all
every() {
    rm -rf "$tmp/case" && cp -R "$tmp/begin" "$tmp/case" && cd "$tmp/case" || return
    failing memory memory:0 "" "$1"
    each=1
    [ "$step" -eq 0 ] || each=$((1 + $(cat "$tmp/count") / step))
    cd "$tmp" && rm -rf case && cp -R begin case && cd case || return
    patience=7200
    failing memory "memory:$each:each" "" "$1"
    patience=120
    read -r calls failed bad first <"$tmp/count"
    check "$1: $failed of $calls allocations fail, each says so (wrong: $bad $first)" [ "${failed:-0}" -gt 0 -a "${bad:-1}" -eq 0 ]
    check "$1: and it goes on in between" as_whole "$1"
    echo "each ${failed:-0} 0 ${bad:-1}" >>"$tmp/tally"
}

# drawn: what it hands to gnuplot, what it gets from there, and gnuplot itself
drawn() {
    attempt draw spawn :eagain gnuplot "$most" 1
    for fault in open:eacces write:eio write:enospc write:short; do
        attempt draw "${fault%:*}" ":${fault#*:}" cairn-plot "$most" 1
    done
    attempt draw read :eio pipe "$most" 1
    program=gnuplot
    attempt draw write :kill pipe "$most" 1
    program=cairn
}

# in_files COMMAND FILE
in_files() {
    for fault in write:eio write:enospc write+:enospc write:short write:kill sync:eio sync+:eio sync:kill truncate:eio close:eio \
        open:eacces open+:eacces open:kill unlink:eacces unlink:kill rename:eio rename:kill; do
        kind=${fault%:*}
        how=:${fault#*:}
        case $kind in *+) how=+$how ;; esac
        case $how in *kill) expected=137 ;; *) expected=1 ;; esac
        case $fault in unlink:kill) moments=$((most + 2)) ;; *) moments=$most ;; esac # few, and each is another moment
        attempt "$1" "${kind%+}" "$how" "$2" "$moments" $expected
    done
}

for command in ${FAULT_COMMANDS:-$commands}; do
    check "$command: undisturbed" whole "$command"
    every "$command"
    attempt "$command" memory "" "" "$some" 1
    attempt "$command" library "" "" "$some" "1 3"
    attempt "$command" read :eio .db "$most" 1
    attempt "$command" read :eio .cache "$most" 1
    attempt "$command" read :eio .xml "$most" 3
    for file in .db .cache made /out; do
        in_files "$command" $file
    done
    case $command in
        draw) drawn ;;
        show) leaks show read :eio .db "$some" ;;
        report) leaks report write +:enospc made "$some" ;;
        run | sweep | draws) leaks "$command" write +:enospc .db "$some" ;;
    esac
done
awk '{ n[$1] += $2; kept[$1] += $3; bad[$1] += $4 }
    END { for (kind in n) print "#", kind, n[kind], "failed,", kept[kind], "left something else,", bad[kind], "found" }' "$tmp/tally" | sort
