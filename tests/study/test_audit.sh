#!/bin/sh
# What comes in goes out: the audit of every baseline of every shipped scenario, and of those here, says that requests, device time,
# bytes and waits are conserved, to the integer.
# shellcheck source=tests/study/study.sh
. "$(dirname "$0")/study.sh"

cd "$top" || exit 1
n=0
for file in scenarios/*.xml tests/study/mixed.xml tests/study/ties.xml; do
    sed -n 's/.*<baseline id="\([^"]*\)".*/\1/p' "$file" >"$tmp/baselines"
    while read -r baseline; do
        n=$((n + 1))
        "$CAIRN" simulate "$file" --placement "$baseline" --audit --csv >"$tmp/out" 2>"$tmp/err"
        check "$(basename "$file" .xml) $baseline: status" [ $? -eq 0 ]
        check "$(basename "$file" .xml) $baseline: conserved" says "$tmp/err" "cairn: audit: every sum is conserved"
    done <"$tmp/baselines"
done
check "there are baselines to audit" [ "$n" -ge 10 ]
