cairn simulate one.xml --replications 1
