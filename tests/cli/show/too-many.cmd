cairn show a b c
