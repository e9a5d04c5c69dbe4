cairn simulate one.xml --replications 2 --quiet --trace events.csv >figures && head -n 1 events.csv && cut -d , -f 4 events.csv | sort -u
