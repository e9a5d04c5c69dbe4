cairn check --json seconds.csv electricity-maps.csv zones.json matrix.csv.gz
