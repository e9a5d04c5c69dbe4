mkdir none
cairn import csv --catalogue none --model resnet50 --variant fp16 --hardware orin --boundary wall bench.csv facts.xml -o own.xml --request '224 x 224 image' --source 'J. <Doe> & "Co", 2025' && cat own.xml
cairn list profiles own.xml facts.xml
cairn import csv --catalogue none --model resnet50 --variant fp16 --hardware orin --boundary wall bench.csv facts.xml -o own.xml
