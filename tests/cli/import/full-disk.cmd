mkdir none
ln -s /dev/full full
cairn import csv --catalogue none --model resnet50 --variant int8 --hardware server --boundary wall bench.csv facts.xml -o full
