mkdir empty; cairn list media --catalogue empty; cairn list media --catalogue nowhere
