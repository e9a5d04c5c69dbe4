sqlite3 r.sqlite 'PRAGMA application_id = 0x63616972; PRAGMA user_version = 99; CREATE TABLE study (id)'
cp r.sqlite before
cairn run scenarios/keyword-spotting.xml --db r.sqlite
status=$?
cmp before r.sqlite && ls
exit $status
