cairn run scenarios/keyword-spotting.xml --db r.sqlite >first
cairn run scenarios/keyword-spotting.xml --db r.sqlite >second
cmp first second
