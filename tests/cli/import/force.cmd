mkdir none
echo old >own.xml
cairn import csv --catalogue none --model resnet50 --variant int8 --hardware server --boundary wall bench.csv facts.xml -o own.xml --force
head -n 3 own.xml; ls
