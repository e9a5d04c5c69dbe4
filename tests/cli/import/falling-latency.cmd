mkdir none
printf "batch,ms,W\n1,5,3\n4,4.9,4\n" >b.csv
cairn import csv --catalogue none --model resnet50 --variant int8 --hardware server --boundary wall b.csv facts.xml
