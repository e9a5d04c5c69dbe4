cairn simulate shop.xml
