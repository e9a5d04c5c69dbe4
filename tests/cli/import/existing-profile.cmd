mkdir none
cairn import csv --catalogue none --model resnet50 --variant int8 --hardware orin --boundary wall bench.csv facts.xml >/dev/null
