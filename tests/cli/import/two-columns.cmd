mkdir none
printf "batch,ms,latency [s],W,energy [J]\n1,2,3,4,5\n" >b.csv
cairn import csv --catalogue none --model resnet50 --variant int8 --hardware server --boundary wall b.csv facts.xml
