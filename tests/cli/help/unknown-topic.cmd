cairn help chekc
