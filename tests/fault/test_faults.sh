#!/bin/sh
# Memory, files and locks fail under every command; the rules stand in faults.sh. FAULTS is how many calls of a kind fail in each command
# (default 1; `make soak` takes 100), FAULT_COMMANDS which commands.
# shellcheck source=tests/study/study.sh
. "$(dirname "$0")/../study/study.sh"
# shellcheck source=tests/fault/faults.sh
. "$top/tests/fault/faults.sh"

most=${FAULTS:-1}
prepare || {
    echo "not ok what cases begin with"
    exit 1
}

# every COMMAND: allocations of its own, each in a child: twenty, or all
every() {
    rm -rf "$tmp/case" && cp -R "$tmp/begin" "$tmp/case" && cd "$tmp/case" || return
    failing memory memory:0 "" "$1"
    step=$((most < 100 ? 1 + $(cat "$tmp/count") / 20 : 1))
    cd "$tmp" && rm -rf case && cp -R begin case && cd case || return
    failing memory "memory:$step:each" "" "$1"
    read -r calls failed bad first <"$tmp/count"
    check "$1: $failed of $calls allocations fail, each says so (wrong: $bad $first)" [ "$failed" -gt 0 -a "$bad" -eq 0 ]
    check "$1: and it goes on in between" as_whole "$1"
    echo "memory $failed $bad" >>"$tmp/tally"
}

for command in ${FAULT_COMMANDS:-run sweep growth draws both levers again simulate trace check effective list show json compare report import new plot help}; do
    check "$command: undisturbed" whole "$command"
    every "$command"
    attempt "$command" memory "" "" "$most" 1
    attempt "$command" library "" "" "$most" "1 3"
    attempt "$command" read :eio .db "$most" 1
    attempt "$command" read :eio .cache "$most" 1
    attempt "$command" read :eio .xml "$most" 3
    for file in .db .cache made; do
        for fault in write:eio write:enospc write+:enospc write:short write:kill sync:eio sync+:eio truncate:eio open:eacces open+:eacces \
            open:kill sync:kill unlink:eacces unlink:kill rename:eio rename:kill; do
            kind=${fault%:*}
            how=:${fault#*:}
            case $kind in *+) how=+$how ;; esac
            case $how in *kill) expected=137 ;; *) expected=1 ;; esac
            case $fault in unlink:kill) some=$((most + 2)) ;; *) some=$most ;; esac # few, and each is another moment
            attempt "$command" "${kind%+}" "$how" "$file" "$some" $expected
        done
    done
done
if command -v valgrind >"$tmp/which"; then
    for command in run sweep draws show report; do
        case $command in show) fault=read:eio ;; *) fault=write+:enospc ;; esac
        file=.db
        [ "$command" = report ] && file=made
        leaks "$command" "${fault%%[+:]*}" "${fault#"${fault%%[+:]*}"}" "$file" "$((1 + most / 10))"
    done
else
    echo "ok nothing leaks # SKIP no valgrind"
fi
awk '{ n[$1] += $2; bad[$1] += $3 } END { for (kind in n) print "# " kind, n[kind], "failed,", bad[kind], "found" }' "$tmp/tally" | sort
