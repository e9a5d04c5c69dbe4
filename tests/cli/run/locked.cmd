cairn run scenarios/keyword-spotting.xml --db r.sqlite --quiet >/dev/null
cp r.sqlite before
sqlite3 r.sqlite 'BEGIN EXCLUSIVE' '.shell cairn run scenarios/voice-assistant.xml --db r.sqlite; echo status $?'
cmp before r.sqlite && ls
