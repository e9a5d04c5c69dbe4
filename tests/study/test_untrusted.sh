#!/bin/sh
# Scenarios and results files are others' (docs/SECURITY.md): what they name, hold or redefine leads nowhere else.
# shellcheck source=tests/study/study.sh
. "$(dirname "$0")/study.sh"
cd "$tmp" || exit 1

# ---- the program ----

# What would reach a network or a shell is not even linked. (nm is part of binutils, as is ld.)
imports() {
    nm -D --undefined-only "$CAIRN" | sed 's/.* //; s/@.*//' >imports
    [ -s imports ] || return 1
    ! grep -xE 'socket|connect|getaddrinfo|gethostbyname|system|popen|fork|vfork|exec[lv][a-z]*|posix_spawn|dlopen' imports
}
if command -v nm >which; then
    check "untrusted: no network and no shell is linked" imports
else
    echo "ok untrusted: what is linked # SKIP no nm"
fi

# ---- hrefs ----

mkdir -p box/inner
cp "$top/scenarios/stores-differ.csv" secret.csv
base() { # HREF-OF-SERIES: a scenario in box that takes the sun from a file
    sed "s|<region id=\"frankfurt\" datacentre=\"aws-eu-central-1\">|&<load power=\"1 kW\"/><solar peak=\"5 kW\" tenancy=\"owned\"><series href=\"$1\" column=\"count\"/></solar>|" \
        "$top/scenarios/keyword-spotting.xml"
}
outside() { # HREF
    base "$1" >box/s.xml
    "$CAIRN" check --catalogue "$top/scenarios/catalogue" box/s.xml >out 2>err
    [ $? -eq 3 ] && says err "leads outside the folder of the scenario and the catalogue"
}
ln -s ../secret.csv box/link.csv
ln -s .. box/up
check "untrusted: href with .." outside ../secret.csv
check "untrusted: href through a folder and back" outside inner/../../secret.csv
check "untrusted: href through a link" outside link.csv
check "untrusted: href through a linked folder" outside up/secret.csv
refused() { # HREF TEXT
    base "$1" >box/s.xml
    "$CAIRN" check --catalogue "$top/scenarios/catalogue" box/s.xml >out 2>err
    [ $? -eq 3 ] && says err "$2"
}
check "untrusted: absolute href" refused "$tmp/secret.csv" "is not a path relative to this file"
check "untrusted: address" refused "http://localhost/secret.csv" "is not a path relative to this file"
mkfifo box/pipe.csv
check "untrusted: pipe" refused pipe.csv "it is no regular file"

# ---- terminals ----

# U+009B begins a command to many terminals, and XML allows it.
sed "s/hardware=\"stm32u575\"/hardware=\"$(printf '\302\233')2J\"/" "$top/scenarios/keyword-spotting.xml" >box/steer.xml
"$CAIRN" check --catalogue "$top/scenarios/catalogue" box/steer.xml >out 2>err
tame() { says err 'unknown hardware "??2J"' && ! LC_ALL=C grep -q "$(printf '\302\233')" err; }
check "untrusted: what steers a terminal stays out of messages" tame

# ---- results files ----

"$CAIRN" run --quiet --no-cache --db good.sqlite "$top/scenarios/keyword-spotting.xml" >out 2>&1
# A view is a program that its file brings with it: none but cairn's own are run, by any command.
cp good.sqlite bad.sqlite
query bad.sqlite "DROP VIEW v_optimum; CREATE VIEW v_optimum AS WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i FROM n) SELECT i FROM n;
    DROP VIEW v_narrowing"
cksum <bad.sqlite >before
as_good() { # COMMAND ARGUMENT...: what the good file has to say
    timeout 60 "$CAIRN" "$@" good.sqlite >expected 2>&1 && timeout 60 "$CAIRN" "$@" bad.sqlite >out 2>&1 &&
        cmp -s expected out && cksum <bad.sqlite | cmp -s - before
}
check "untrusted: show and an endless view" as_good show --json
check "untrusted: compare and an endless view" as_good compare good.sqlite
check "untrusted: report and an endless view" as_good report --force -o page.html
check "untrusted: run and an endless view" as_good run --quiet --no-cache "$top/scenarios/keyword-spotting.xml" --db
rejected() { # WHAT COMMAND ARGUMENT...: at once, with the reason, and the file is as it was
    what=$1
    shift
    timeout 60 "$CAIRN" "$@" >out 2>err
    [ $? -eq 1 ] && says err "results file 'bad.sqlite': $what" && cksum <bad.sqlite | cmp -s - before
}
cp good.sqlite bad.sqlite
query bad.sqlite "ALTER TABLE pruned ADD COLUMN 'a\" , (SELECT 1) AS \"b' TEXT"
cksum <bad.sqlite >before
check "untrusted: a column's name that is no name" rejected "its table 'pruned' is not the one that cairn makes" compare bad.sqlite good.sqlite
cp good.sqlite bad.sqlite
query bad.sqlite "DROP INDEX $(query bad.sqlite "SELECT name FROM sqlite_schema WHERE type = 'index' AND sql IS NOT NULL LIMIT 1")"
cksum <bad.sqlite >before
check "untrusted: an index that is missing" rejected "its index '" show bad.sqlite optimum
welcome() { # what a reader adds for himself is left alone
    query good.sqlite "CREATE VIEW mine AS SELECT * FROM v_optimum; CREATE INDEX my_own ON study(scenario); ANALYZE; VACUUM" &&
        "$CAIRN" show good.sqlite optimum >out 2>err &&
        "$CAIRN" run --quiet --no-cache --db good.sqlite "$top/scenarios/keyword-spotting.xml" >out 2>err
}
check "untrusted: views and indices that a reader adds" welcome

cp good.sqlite armed.sqlite
query armed.sqlite "CREATE TRIGGER t AFTER INSERT ON study BEGIN DELETE FROM optimum; END"
quietly() { # a trigger of the file does not run when cairn writes
    timeout 60 "$CAIRN" run --quiet --no-cache --db armed.sqlite "$top/scenarios/parcel-peak.xml" >out 2>err
    [ "$(query armed.sqlite 'SELECT count(DISTINCT study) FROM optimum')" -eq 2 ]
}
check "untrusted: triggers of the file are off" quietly

# ---- output ----

echo precious >victim
ln -s victim page.html.part
"$CAIRN" report good.sqlite -o page.html --quiet >out 2>err
intact() { [ "$(cat victim)" = precious ] && grep -q '<html' page.html && [ ! -L page.html ]; }
check "untrusted: a link in the way of a page is not followed" intact
