cairn levers scenarios/store-cameras.xml --lever pve=1.2; echo $?
cairn levers scenarios/store-cameras.xml --lever "solar=60 Wh"; echo $?
cairn levers scenarios/store-cameras.xml --only quantize; echo $?
cairn levers scenarios/store-cameras.xml --placement tomorrow; echo $?
cairn levers scenarios/store-cameras.xml --lever pue=0.5; echo $?
cairn levers scenarios/store-cameras.xml --lever lifetime=-2y; echo $?
