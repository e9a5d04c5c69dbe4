cairn check
