echo mine >a.xml; cairn new a.xml; cat a.xml
