#!/bin/sh
# The commands in README.md and docs/*.md do what these pages say: each block marked ```console is run, in order, in a
# directory with the shipped scenarios, and what it prints is held against what the page shows (alike.awk says how close).
# A command under which nothing is shown only has to succeed. make is asked what it would do (make -n).
#
#   UPDATE=1 writes what the commands print into the pages, where they differ by a digit, to be reviewed as a diff. What
#   stands beside a line "..." is only shown.
set -u
LC_ALL=C
export LC_ALL
here=$(cd "$(dirname "$0")" && pwd)
top=$(cd "$here/../.." && pwd)
program=${CAIRN:-build/release/cairn}
case $program in
    /*) ;;
    *) program=$top/$program ;;
esac
tmp=$(mktemp -d) || exit 1
trap 'rm -rf "$tmp"' EXIT
trap 'exit 130' INT TERM

mkdir "$tmp/bin"
ln -s "$program" "$tmp/bin/cairn"
cat >"$tmp/bin/make" <<EOF
#!/bin/sh
unset MAKEFLAGS MFLAGS MAKELEVEL
exec $(command -v make) -C "$top" -n "\$@"
EOF
chmod +x "$tmp/bin/make"

# run COMMAND OUTPUT: as a person would see it, errors among the rest
run() {
    (cd "$tmp/room" && PATH=$tmp/bin:$PATH HOME=$tmp TZ=UTC timeout -k 5 120 sh -c "$1" </dev/null >"$2" 2>&1)
}

# page PATH: runs its commands
page() {
    rm -rf "$tmp/parts" "$tmp/room"
    mkdir "$tmp/parts" "$tmp/room" "$tmp/room/results"
    ln -s "$top/scenarios" "$tmp/room/scenarios"
    awk -v dir="$tmp/parts" -f "$here/pages.awk" "$top/$1"
    for part in "$tmp"/parts/*.cmd "$tmp"/parts/*.name; do
        [ -e "$part" ] && echo "${part%.*}"
    done | sort >"$tmp/list"
    while IFS= read -r part; do
        if [ -e "$part.name" ]; then
            cat "$part.text" >"$tmp/room/$(cat "$part.name")"
            continue
        fi
        command=$(cat "$part.cmd")
        name="$1: $command"
        needs=${command%% *}
        if [ "$needs" = sqlite3 ] && ! command -v sqlite3 >/dev/null; then
            echo "ok $name # SKIP sqlite3 is not installed"
            continue
        fi
        if [ "${command#cairn plot}" != "$command" ] && ! command -v gnuplot >/dev/null; then
            echo "ok $name # SKIP gnuplot is not installed"
            continue
        fi
        if ! run "$command" "$part.got"; then
            echo "not ok $name"
            sed 's/^/#   /' "$part.got" | tail -n 5
            continue
        fi
        if [ ! -s "$part.out" ] && { [ "${UPDATE:-}" != 1 ] || [ "$needs" = make ]; }; then
            echo "ok $name"
        elif difference=$(awk -v wanted="$part.out" -v exact="${UPDATE:-0}" -f "$here/alike.awk" "$part.got"); then
            echo "ok $name"
        else
            echo "not ok $name"
            printf '%s\n' "$difference"
            grep -qxF ... "$part.out" || : >"$part.stale"
        fi
    done <"$tmp/list"
    if [ "${UPDATE:-}" = 1 ]; then
        awk -v dir="$tmp/parts" -v update=1 -f "$here/pages.awk" "$top/$1" >"$tmp/page" && cat "$tmp/page" >"$top/$1"
    fi
}

page README.md

for path in "$top"/docs/*.md; do
    if grep -q '^```console$' "$path"; then
        page "docs/${path##*/}"
    fi
done

# README says that `make run` is this command for all shipped scenarios.
if "$tmp/bin/make" run 2>/dev/null | grep -qF 'cairn run --db results/cairn.sqlite scenarios/*.xml'; then
    echo "ok make run answers the shipped scenarios"
else
    echo "not ok make run answers the shipped scenarios"
fi

# Links within the pages lead somewhere.
for path in "$top"/README.md "$top"/docs/*.md; do
    dir=$(dirname "$path")
    grep -oE '\]\([^)#:]+' "$path" | cut -c 3- | sort -u | while IFS= read -r target; do
        if [ -e "$dir/$target" ]; then
            echo "ok ${path#"$top"/} links to $target"
        else
            echo "not ok ${path#"$top"/} links to $target"
        fi
    done
done
