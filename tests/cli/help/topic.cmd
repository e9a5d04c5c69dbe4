cairn help help
