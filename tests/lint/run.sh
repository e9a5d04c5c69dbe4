#!/bin/sh
# What `make lint` does besides compiling and analysing (lint.mk): run.sh BUILD-DIRECTORY, from the top of the tree.

set -u
bad=0
tool() { # NAME COMMAND...: a checker that may be absent
    name=$1
    shift
    if command -v "$name" >/dev/null; then
        "$@" || bad=1
    else
        echo "lint: SKIP $name: not installed ('make deps-all' installs it)"
    fi
}

# Called through tool():
# shellcheck disable=SC2317
formatted() {
    unformatted=0
    for f; do
        clang-format "$f" | cmp -s - "$f" || {
            echo "$f: not formatted ('make format' does it)"
            unformatted=1
        }
    done
    return "$unformatted"
}

sh tests/lint/source.sh || bad=1
sh tests/lint/symbols.sh "$1" || bad=1

# File names in this project have no blanks.
# shellcheck disable=SC2046
{
    tool clang-format formatted $(find src include tests examples -name '*.[ch]' | sort)
    tool shellcheck shellcheck .ci/run $(find .ci packaging tests -name '*.sh' | sort)
}

if [ "$bad" -eq 0 ]; then
    echo "lint: clean"
else
    echo "lint: see above" >&2
fi
exit "$bad"
