cairn run endless.xml --db r.sqlite --quiet >/dev/null &
pid=$!
while [ ! -s r.sqlite ]; do sleep 0.05; done
sleep 0.1
cairn run scenarios/keyword-spotting.xml --db r.sqlite
echo status $?
kill -TERM $pid
wait $pid
echo the first: $?
sqlite3 r.sqlite 'SELECT count(*) FROM study'
