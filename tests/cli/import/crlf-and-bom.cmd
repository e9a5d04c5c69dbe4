mkdir none
printf "\357\273\277batch,latency [s],power [kW]\r\n1,2,0.3\r\n" >b.csv
cairn import csv --catalogue none --model resnet50 --variant int8 --hardware server --boundary wall b.csv facts.xml
