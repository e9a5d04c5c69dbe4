cairn run scenarios/keyword-spotting.xml --db /dev/null
