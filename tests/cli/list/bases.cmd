cairn list bases
