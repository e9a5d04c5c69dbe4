cairn new a.xml --from retial
