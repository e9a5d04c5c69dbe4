mkdir none
cairn import csv --catalogue none --model resnet50 --variant int8 --hardware server --boundary wall nowhere.csv facts.xml
