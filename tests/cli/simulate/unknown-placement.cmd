cairn simulate shop.xml --placement yesterday
