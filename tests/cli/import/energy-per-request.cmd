mkdir none
printf "batch,latency p95 [ms],latency [ms],Energy per request [J]\n1,9,5,12.5\n" >b.csv
cairn import csv --catalogue none --model resnet50 --variant int8 --hardware server --boundary wall b.csv facts.xml | grep point
