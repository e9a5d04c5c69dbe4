cairn help --foo
