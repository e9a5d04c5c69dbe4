# shellcheck shell=sh
# What the tests of this folder share; read with `.`, not run.
#
# After it: $here the folder of the script that reads it, $top the top of the tree, $tmp a folder that goes away, $CAIRN absolute.
set -u
LC_ALL=C
export LC_ALL
here=$(cd "$(dirname "$0")" && pwd)
# shellcheck disable=SC2034
top=$(cd "$here/../.." && pwd)
CAIRN=${CAIRN:-$top/build/release/cairn}
case $CAIRN in
    /*) ;;
    *) CAIRN=$(pwd)/$CAIRN ;;
esac
tmp=$(mktemp -d) || exit 1
trap 'rm -rf "$tmp"' EXIT
trap 'exit 130' INT TERM

# check NAME COMMAND...: passes if the command does
check() {
    checked=$1
    shift
    if "$@"; then
        echo "ok $checked"
    else
        echo "not ok $checked"
    fi
}

# says FILE TEXT: the file contains the text
says() {
    grep -qF -e "$2" "$1" || {
        echo "# expected \"$2\", got:"
        head -n 5 "$1" | sed 's/^/#   /'
        return 1
    }
}

# same FILE FILE
same() {
    cmp "$1" "$2" >"$tmp/cmp" 2>&1 || {
        sed 's/^/# /' "$tmp/cmp"
        diff "$1" "$2" | head -n 4 | cut -c 1-200 | sed 's/^/#   /'
        return 1
    }
}

# dump DB: every row of the deterministic tables, numbers to the last bit, text and files verbatim.
#
# Numbers of studies depend on what else the file holds, so the file must hold one study, or the same in the same order.
dump() {
    for table in $(sqlite3 "$1" "SELECT name FROM sqlite_master WHERE type = 'table' AND name <> 'run' ORDER BY name"); do
        echo "-- $table"
        sqlite3 -cmd '.mode quote' "$1" "SELECT * FROM $table" || return
    done
}

# query DB SQL
query() {
    sqlite3 "$1" "$2"
}
