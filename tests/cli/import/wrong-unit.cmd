mkdir none
printf "batch,latency [W],power [ms]\n1,2,3\n" >b.csv
cairn import csv --catalogue none --model resnet50 --variant int8 --hardware server --boundary wall b.csv facts.xml
