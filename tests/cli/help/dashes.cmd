cairn help >long
cairn --help | cmp - long && cairn -h | cmp - long && cairn help help >topic && cairn help -h | cmp - topic
