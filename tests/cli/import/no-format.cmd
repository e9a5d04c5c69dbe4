cairn import xml bench.csv
