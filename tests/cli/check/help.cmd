cairn check --help
