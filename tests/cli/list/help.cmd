cairn help list
