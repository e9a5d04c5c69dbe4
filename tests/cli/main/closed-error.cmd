cairn nothing 2>&-
