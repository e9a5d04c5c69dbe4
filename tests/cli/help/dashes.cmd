cairn --help | cmp - - && cairn --help | head -n 1; cairn -h | head -n 1
