#!/bin/sh
# What can be proved of the sources alone, of the tree in the current directory. Prints one line per problem and
# ends with 1 if there is any.

set -u
LC_ALL=C
export LC_ALL
here=$(cd "$(dirname "$0")" && pwd)
bad=0

rule() { # NAME FILE...
    name=$1
    shift
    [ $# -eq 0 ] || awk -f "$here/$name.awk" -f "$here/strip.awk" "$@" || bad=1
}

# File names in this project have no blanks.
code=$(find src include -name '*.[ch]' | sort)
tests=$(find tests -name '*.[ch]' 2>/dev/null | sort)
# shellcheck disable=SC2086
{
    rule layers $code
    rule prints $code
    rule unsafe $code
    rule lengths $code $tests
}

# The machine that built it has no place in the text: neither this directory nor anyone's home. A checkout right below
# the root is called what many things are called.
top=$(pwd -P | sed 's/[][\.*^$+?(){}|]/\\&/g')
case $top in
    /*/*) places="$top|/home/[a-z]+|/root" ;;
    *) places="/home/[a-z]+|/root" ;;
esac
if grep -rnIE "(^|[^A-Za-z0-9_.)}])($places)/" --exclude-dir=build --exclude-dir=results --exclude-dir=.git \
    --exclude=.git . | sed 's|^\./||; s/$/ (a path of one machine)/' | grep .; then
    bad=1
fi
exit "$bad"
