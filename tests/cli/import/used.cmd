mkdir none
cairn import csv --catalogue none --model resnet50 --variant fp16 --hardware orin --boundary wall bench.csv facts.xml -o own.xml
sed 's/<use href="facts.xml"\/>/<use href="facts.xml"\/><use href="own.xml"\/>/; s/ sleep-after="30 s"//' store.xml >mine.xml
cairn check mine.xml
