cairn help help help
