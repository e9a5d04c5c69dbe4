cairn show --help
