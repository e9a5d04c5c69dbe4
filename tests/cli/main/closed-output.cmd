cairn help >&-
