cairn new
