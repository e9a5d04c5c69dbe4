mkdir none
cat >b.csv <<END
batch,latency [ms],power [W]
1,4.1,13.9
two,5,14
4,-1,15
4.5,5,15
8,0,15
8,9,-3
16,10 ms,20
32,1e400,20
1,4.0,13
64,nan,20
END
cairn import csv --catalogue none --model resnet50 --variant int8 --hardware server --boundary wall b.csv facts.xml
