cairn list
