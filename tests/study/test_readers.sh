#!/bin/sh
# Whoever reads SQLite reads a results file: every view and table opens in the sqlite3 shell and in python3, columns have
# plain names of their own, and each holds values of one type, so that pandas, R and Datasette know what to do with it.
# shellcheck source=tests/study/study.sh
. "$(dirname "$0")/study.sh"
cd "$tmp" || exit 1

# A sweep, draws, growth and levers fill what a plain question leaves empty.
also() { # NAME XML
    sed "s|name=\"keyword-spotting\"|name=\"$1\"|; s|</scenario>|$2&|" "$top/scenarios/keyword-spotting.xml" >"$1.xml"
}
also swept '<vary select="//hardware[@id='"'ndp120'"']/power/@idle" from="0.1" to="4" points="3" as="multiplier"/>'
also unsure '<uncertain select="//hardware[@id='"'ndp120'"']/embodied/@carbon" distribution="lognormal" mean="1" cv="0.3" as="multiplier"/> <draws n="20" morris="2"/>'
also growing '<growth years="2" from="2026"><demand workload="seconds" change="10 %"/></growth>'
"$CAIRN" run --quiet --db r.sqlite --catalogue "$top/scenarios/catalogue" swept.xml unsure.xml growing.xml \
    "$top/scenarios/parcel-peak.xml" >out 2>err
"$CAIRN" levers --quiet --db r.sqlite --catalogue "$top/scenarios/catalogue" swept.xml --placement today >out 2>>err
check "readers: four questions are answered" test "$(query r.sqlite 'SELECT count(*) FROM study')" -ge 4
sed 's/^/# /' err

names() { # TYPE
    query r.sqlite "SELECT name FROM sqlite_schema WHERE type = '$1' AND name NOT LIKE 'sqlite_%' ORDER BY name"
}

shell_opens() {
    for name in $(names view) $(names table); do
        sqlite3 -readonly -csv -header r.sqlite "SELECT * FROM $name" >"csv-$name" 2>shell.err || echo "it ended" >>shell.err
        if [ -s shell.err ]; then
            sed "s/^/# $name: /" shell.err
            return 1
        fi
    done
    [ "$(names view | wc -l)" -ge 20 ]
}
check "readers: the sqlite3 shell opens every view and table" shell_opens

check "readers: foreign keys hold" test -z "$(query r.sqlite 'PRAGMA foreign_key_check')"

if ! command -v python3 >which; then
    echo "ok readers: python3 # SKIP no python3"
    exit 0
fi
cat >read.py <<'TEXT'
import math, re, sqlite3, sys

db = sqlite3.connect("file:r.sqlite?mode=ro", uri=True)
plain = re.compile(r"[a-z][a-z0-9_]*")
bad = 0


def complain(*words):
    global bad
    bad += 1
    print("#", *words)


def kind(value):
    return "number" if isinstance(value, (int, float)) else type(value).__name__


objects = db.execute(
    "SELECT type, name FROM sqlite_schema WHERE type IN ('table', 'view') AND name NOT LIKE 'sqlite_%'").fetchall()
filled = 0
for what, name in objects:
    if not plain.fullmatch(name):
        complain(name, "is no plain name")
    rows = db.execute("SELECT * FROM " + name)
    columns = [column[0] for column in rows.description]
    if len(set(columns)) < len(columns):
        complain(name, "has two columns of one name")
    kinds = [set() for column in columns]
    for row in rows:
        for of, value in zip(kinds, row):
            if isinstance(value, float) and not math.isfinite(value):
                complain(name, "holds", value)
            if value is not None:
                of.add(kind(value))
    for column, of in zip(columns, kinds):
        if not plain.fullmatch(column):
            complain(name, column, "is no plain name")
        if len(of) > 1:
            complain(name, column, "holds values of", " and ".join(sorted(of)))
    filled += any(kinds)
    # Datasette links rows by primary keys.
    if what == "table" and not any(pk for *_, pk in db.execute("PRAGMA table_info(%s)" % name)):
        complain(name, "has no primary key")
print("%d of %d tables and views hold rows" % (filled, len(objects)))
sys.exit(bad > 0 or filled < len(objects) * 2 // 3)
TEXT
python_reads() {
    python3 read.py >said || { grep '^#' said; tail -n 1 said | sed 's/^/# /'; return 1; }
}
check "readers: python3 reads plain columns of one type" python_reads

# Debian's pandas belongs to Debian's python3, which need not be the first on the path.
pandas=
for python in python3 /usr/bin/python3; do
    if [ -z "$pandas" ] && "$python" -c 'import pandas' 2>which; then
        pandas=$python
    fi
done
if [ -z "$pandas" ]; then
    echo "ok readers: pandas # SKIP no pandas"
    exit 0
fi
check "readers: pandas" "$pandas" -c 'import sqlite3, pandas
db = sqlite3.connect("r.sqlite")
frame = pandas.read_sql("SELECT * FROM v_optimum", db)
assert len(frame) >= 4 and frame["carbon_kg_per_year"].dtype == float
parts = pandas.read_sql("SELECT * FROM v_part WHERE decides", db) # as docs/RESULTS.md does
table = parts.pivot_table(index=["scenario", "role"], columns="part", values="carbon_kg_per_year")
assert len(table) >= 4 and "idle" in table.columns'
