cairn help import
