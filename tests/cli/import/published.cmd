mkdir none
cairn import --catalogue none nowhere.csv
cairn import --catalogue none specpowr bench.csv
cairn import --catalogue none specpower
cairn import --catalogue none bench.csv
cairn import --catalogue none specpower bench.csv
cairn import --catalogue none boavizta spec.csv
cairn import --catalogue none mlperf-log spec.csv
cairn import --catalogue none spec.csv --system rck
cairn import --catalogue none spec.csv --benchmark power
cairn import --catalogue none spec.csv:7
cairn import --catalogue none spec.csv --power 5
cairn import --catalogue none spec.csv --power '5 W'
cairn import --catalogue none tiny.csv facts.xml --model resnet5 --hardware orin
cairn import --catalogue none tiny.csv facts.xml --model resnet50 --hardware orin -o own.xml
cairn import --catalogue none tiny.csv facts.xml --model resnet50 --hardware orin -o own.xml
ls *.xml
cat own.xml
