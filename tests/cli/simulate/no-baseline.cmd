cairn simulate none.xml
