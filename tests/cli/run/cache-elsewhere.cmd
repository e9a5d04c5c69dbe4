mkdir kept
cairn run scenarios/keyword-spotting.xml --db r.sqlite --cache kept/c --quiet >/dev/null
cairn run scenarios/keyword-spotting.xml --db s.sqlite --cache kept/c >/dev/null
cairn run scenarios/keyword-spotting.xml --db s.sqlite --no-cache --force --quiet >/dev/null
ls . kept
