mkdir none
cairn import csv --catalogue none --model resnet50 --variant int8 --hardware sevrer --boundary wall bench.csv facts.xml
cairn import csv --catalogue none --model resnet50 --variant int4 --hardware server --boundary wall bench.csv facts.xml
cairn import csv --catalogue none --model vgg --variant int8 --hardware server --boundary wall bench.csv facts.xml
cairn import csv --catalogue none --model resnet50 --variant int8 --hardware server --boundary well bench.csv facts.xml
