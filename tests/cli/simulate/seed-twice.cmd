cairn simulate one.xml --seed 9 --json >a
cairn simulate one.xml --seed 9 --json >b
cairn simulate one.xml --seed 10 --json >c
cmp a b; cmp -s a c; echo $?
