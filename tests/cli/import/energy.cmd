mkdir none
printf "Batch Size,Latency (us),energy_mJ\n1,900,12.5\n" >b.csv
cairn import csv --catalogue none --model resnet50 --variant int8 --hardware server --boundary wall b.csv facts.xml
