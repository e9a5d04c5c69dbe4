mkdir none
cairn import csv --catalogue none --model resnet50 --variant int8 --hardware server --boundary wall bench.csv facts.xml -o /dev/stdout | grep -c point
