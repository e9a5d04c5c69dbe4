cairn simulate one.xml --replications 4 --precision 50% --json | grep '"replications"'
cairn simulate one.xml --replications 7 --precision 0.0001% --json | grep -e '"replications"' -e precise
