cairn run scenarios/keyword-spotting.xml --db /proc/r.sqlite
