mkdir none
printf "W,ms,batch,note\n10,1,1,warm\n" >b.csv
cairn import csv --catalogue none --model resnet50 --variant int8 --hardware server --boundary wall b.csv facts.xml
