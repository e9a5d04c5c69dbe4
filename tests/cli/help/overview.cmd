cairn help
