cairn new --list
