cairn shwo
