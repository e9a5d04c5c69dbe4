cairn help >/dev/full
