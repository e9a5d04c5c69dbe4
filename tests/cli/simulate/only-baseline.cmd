cairn simulate one.xml --csv >a.csv
cairn simulate one.xml --csv --placement today >b.csv
cmp a.csv b.csv
sed -n '1p; /arrivals_per_s/p' a.csv
