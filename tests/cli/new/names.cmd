cairn new - --from llm | grep "<scenario"; cairn new b/-x.y.xml || :; cairn new -q ".hidden thing.xml"; grep "<scenario" ".hidden thing.xml"
