cairn nothing >&-
