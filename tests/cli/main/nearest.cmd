cairn hlep
