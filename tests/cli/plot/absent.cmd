cairn plot none.sqlite
