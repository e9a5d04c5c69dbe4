cairn help --version
