#!/bin/sh
# check.sh, which holds shipped scenarios against their fingerprints (tests/docs/test_scenarios.sh calls it), says what changed and where,
# takes new fingerprints only with a reason, and tells another arithmetic from another result. The same with the C library's other
# variants of exp, log and pow: results agree within its tolerance.
# shellcheck source=tests/study/study.sh
. "$(dirname "$0")/../study/study.sh"

GOLDEN=$tmp/golden
export GOLDEN
unset UPDATE WHY 2>/dev/null
mkdir "$GOLDEN"
for file in fingerprints reasons; do
    sed -n '/^# [A-Z]/p' "$here/$file.tsv" >"$GOLDEN/$file.tsv"
done
: >"$GOLDEN/values.tsv"
cd "$top" || exit 1
"$CAIRN" run scenarios/hospital-imaging.xml scenarios/keyword-spotting.xml --db "$tmp/r.db" --cache "$tmp/r.cache" --quiet >"$tmp/run.out"

# held DB CACHE: what check.sh says of it, in $tmp/said
held() {
    sh "$here/check.sh" "$1" "$2" >"$tmp/said"
}

# ---- a reason ----

held "$tmp/r.db" "$tmp/r.cache"
check "what is new is said" says "$tmp/said" "not ok hospital-imaging: results changed"
cat "$GOLDEN"/* >"$tmp/before"
UPDATE=1 held "$tmp/r.db" "$tmp/r.cache"
check "no fingerprint without a reason" says "$tmp/said" "not ok fingerprints: they changed, and UPDATE=1 needs WHY="
cat "$GOLDEN"/* >"$tmp/after"
check "no fingerprint without a reason: nothing is written" same "$tmp/before" "$tmp/after"
UPDATE=1 WHY='the first' held "$tmp/r.db" "$tmp/r.cache"
check "with a reason they are taken" says "$tmp/said" "ok keyword-spotting has the results that it had"
check "the reason is kept" grep -q "^1.the first.hospital-imaging keyword-spotting\$" "$GOLDEN/reasons.tsv"
held "$tmp/r.db" "$tmp/r.cache"
check "the same again: nothing else is said" [ "$(cat "$tmp/said")" = "ok hospital-imaging has the results that it had
ok keyword-spotting has the results that it had" ]

# ---- a change ----

# changed NAME SQL: a copy of the results with a change, in $tmp/c.db
changed() {
    cp "$tmp/r.db" "$tmp/c.db"
    sqlite3 "$tmp/c.db" "$1"
}

of="(SELECT id FROM study WHERE scenario = 'keyword-spotting')"
changed "UPDATE optimum SET carbon_kg = carbon_kg * 1.0000000000000003 WHERE study = $of;
    DELETE FROM flag WHERE study = $of AND flag = (SELECT max(flag) FROM flag WHERE study = $of)"
held "$tmp/c.db" "$tmp/r.cache"
check "the last bit: which scenario" says "$tmp/said" "not ok keyword-spotting: results changed"
check "the last bit: which table" says "$tmp/said" "#   table optimum: 1 rows, other values"
check "a row less: which table" grep -q '^#   table flag: [0-9]* rows before, now [0-9]*$' "$tmp/said"
check "and no other table" [ "$(grep -c '^#   table' "$tmp/said")" = 2 ]
check "and no other scenario" says "$tmp/said" "ok hospital-imaging has the results that it had"
check "how to take it" says "$tmp/said" "UPDATE=1 WHY="
UPDATE=1 WHY='the second' held "$tmp/c.db" "$tmp/r.cache"
check "what changed has the new reason, and nothing else" [ "$(awk -F '\t' '$6 == 2 { print $1, $3 }' "$GOLDEN/fingerprints.tsv")" = \
    "keyword-spotting flag
keyword-spotting optimum" ]
UPDATE=1 WHY='back' held "$tmp/r.db" "$tmp/r.cache"

cp "$GOLDEN/reasons.tsv" "$tmp/reasons"
sed -i '/^1.the first/d' "$GOLDEN/reasons.tsv"
held "$tmp/r.db" "$tmp/r.cache"
cp "$tmp/reasons" "$GOLDEN/reasons.tsv"
check "a reason that is gone is missed" says "$tmp/said" "not ok no reason for fingerprints of hospital-imaging"

# ---- another arithmetic ----

cp "$tmp/r.cache" "$tmp/o.cache"
sqlite3 "$tmp/o.cache" "UPDATE component SET arithmetic = arithmetic + 1"
changed "UPDATE candidate SET carbon_kg = carbon_kg * 1.0000001"
held "$tmp/c.db" "$tmp/o.cache"
check "another arithmetic is named" says "$tmp/said" "# another arithmetic"
check "another arithmetic: a small difference is none" [ "$(grep -c '^not ok' "$tmp/said")" = 0 ]
changed "UPDATE candidate SET carbon_kg = carbon_kg * 1.00001 WHERE study = $of"
held "$tmp/c.db" "$tmp/o.cache"
check "another arithmetic: a larger one is" says "$tmp/said" "not ok keyword-spotting: results differ by more than"
changed "UPDATE optimum SET placement = placement + 1 WHERE study = $of"
held "$tmp/c.db" "$tmp/o.cache"
check "another arithmetic: another answer is" says "$tmp/said" "not ok keyword-spotting: results differ by more than"

# A C library without such variants computes the same again, which must agree all the more.
GLIBC_TUNABLES=glibc.cpu.hwcaps=-FMA,-FMA_Usable,-AVX2,-AVX2_Usable
export GLIBC_TUNABLES
"$CAIRN" run scenarios/hospital-imaging.xml scenarios/keyword-spotting.xml --db "$tmp/f.db" --cache "$tmp/f.cache" --quiet >"$tmp/run.out"
unset GLIBC_TUNABLES
held "$tmp/f.db" "$tmp/f.cache"
check "without FMA: the same within the tolerance" [ "$(grep -c '^ok' "$tmp/said") $(grep -c '^not ok' "$tmp/said")" = "2 0" ]
