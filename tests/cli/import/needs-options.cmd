cairn import csv bench.csv --model x
cairn import csv
