cairn run scenarios/keyword-spotting.xml --db r.sqlite --quiet >/dev/null
head -c 20000 r.sqlite >short.sqlite
cp short.sqlite before
cairn run scenarios/voice-assistant.xml --db short.sqlite
status=$?
cmp before short.sqlite
exit $status
