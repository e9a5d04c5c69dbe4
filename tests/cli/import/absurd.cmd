mkdir none
printf "batch,latency [d],W\n1,0.5,3\n2,2,3\n" >b.csv
cairn import csv --catalogue none --model resnet50 --variant int8 --hardware server --boundary wall b.csv facts.xml
