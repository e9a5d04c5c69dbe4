#!/bin/sh
# A world that does not help: full disks, no inodes, no room in a file, locks, no permission, read-only disks, few descriptors, little memory, files
# that are damaged, cut or of another cairn. Each ends with status 1 and says why, changes nothing that it should not, and goes on afterwards.
# shellcheck source=tests/study/study.sh
. "$(dirname "$0")/../study/study.sh"

cd "$tmp" || exit 1
cp "$top/tests/fault/tiny.xml" .
sed 's#</scenario>#<uncertain select="//arrivals/@rate" distribution="uniform" low="0.9" high="1.1" as="multiplier"/></scenario>#' tiny.xml >draws.xml
"$CAIRN" run tiny.xml draws.xml --db whole.db --no-cache --quiet >out 2>err
check "undisturbed" [ $? -eq 0 ]
"$CAIRN" run tiny.xml --db known.db --no-cache --quiet >out 2>err

# ends NAME STATUS TEXT COMMAND...: with that status and text
ends() {
    ends_name=$1
    ends_status=$2
    ends_text=$3
    shift 3
    "$@" >out 2>err
    status=$?
    check "$ends_name: status" [ "$status" -eq "$ends_status" ]
    check "$ends_name: says so" says err "$ends_text"
}

# goes_on NAME DB: what was left is sound, and the same command gets to the same rows
goes_on() {
    [ ! -e "$2" ] || check "$1: sound" [ "$(query "$2" "PRAGMA integrity_check")" = ok ]
    "$CAIRN" run tiny.xml draws.xml --db "$2" --no-cache --quiet >out 2>err
    check "$1: goes on" "$CAIRN" compare whole.db "$2" --quiet
}

# ---- disks ----

# on_disk OPTIONS SCRIPT: runs it beside the folder disk, a file system of its own; what it leaves in kept is kept
on_disk() {
    mkdir -p disk kept
    rm -rf kept/*
    CAIRN=$CAIRN unshare -rm sh -c "mount -t tmpfs -o $1 none disk && { $2; }"
}

if unshare -rm mount -t tmpfs none "$tmp" 2>mount.err; then
    size=$(($(wc -c <whole.db) / 1024))
    for part in 4 $((size / 4)) $((size / 2)) $((size * 3 / 4)); do
        # shellcheck disable=SC2016
        ends "a disk of $part kB" 1 ': no space left' on_disk "size=${part}k" \
            '"$CAIRN" run tiny.xml draws.xml --db disk/r.db; code=$?; cp disk/r.db* kept; exit $code'
        goes_on "a disk of $part kB" kept/r.db
    done
    # shellcheck disable=SC2016
    ends "a report on a full disk" 1 'cannot write "disk/r.html": No space left on device' on_disk size=16k \
        '"$CAIRN" report whole.db -o disk/r.html; code=$?; ls disk >kept/list; exit $code'
    check "a report on a full disk: leaves nothing" [ ! -s kept/list ]
    # shellcheck disable=SC2016
    ends "a trace on a full disk" 1 'disk/t.csv: No space left on device' on_disk size=4k \
        '"$CAIRN" simulate tiny.xml --placement today --trace disk/t.csv'
    if command -v gnuplot >which.out; then
        # shellcheck disable=SC2016
        ends "a figure on a full disk" 1 'cannot write a temporary file: No space left on device' on_disk size=12k \
            'export TMPDIR=disk && "$CAIRN" plot whole.db --figure carbon-by-part --to kept/drawn.svg && head -c 12000 /dev/zero >disk/rest;
            "$CAIRN" plot whole.db --figure carbon-by-part --to kept/full.svg; code=$?; ls kept >kept/list; exit $code'
        check "a figure on a full disk: leaves nothing" [ ! -e kept/full.svg ]
        "$CAIRN" plot whole.db --figure carbon-by-part --to whole.svg >out 2>err
        check "a figure larger than the disk beside it is whole" cmp -s whole.svg kept/drawn.svg
    else
        echo "ok figures on full disks # SKIP no gnuplot"
    fi
    for inodes in 1 2; do # the folder has one
        # shellcheck disable=SC2016
        ends "no inodes but $inodes" 1 "results file 'disk/r.db': cannot " on_disk "nr_inodes=$inodes" \
            '"$CAIRN" run tiny.xml draws.xml --db disk/r.db --no-cache; code=$?; cp disk/r.db* kept; exit $code'
        goes_on "no inodes but $inodes" kept/r.db
    done
    # shellcheck disable=SC2016
    ends "a read-only disk" 1 'disk/known.db'\'': cannot write' on_disk size=10m \
        'cp known.db disk && mount -o remount,ro disk && "$CAIRN" run draws.xml --db disk/known.db --no-cache'
    # shellcheck disable=SC2016
    on_disk size=10m 'cp known.db disk && mount -o remount,ro disk && "$CAIRN" show disk/known.db' >out 2>err
    check "a read-only disk is read" [ $? -eq 0 ]
    # shellcheck disable=SC2016
    ends "a report on a read-only disk" 1 'Read-only file system' on_disk size=10m \
        'cp known.db disk && mount -o remount,ro disk && "$CAIRN" report disk/known.db'
else
    echo "ok disks # SKIP no file systems of one's own here"
fi
for command in "show whole.db" "check tiny.xml" "help run" "check --effective tiny.xml" "compare whole.db known.db"; do
    # shellcheck disable=SC2086
    "$CAIRN" $command >/dev/full 2>err
    check "$command: nowhere to print: status" [ $? -eq 1 ]
    check "$command: nowhere to print: says so" says err 'cannot write standard output: No space left on device'
done
ends "a report to a full device" 1 'cannot write "/dev/full": No space left on device' "$CAIRN" report whole.db -o /dev/full
ends "a trace to a full device" 1 '/dev/full: No space left on device' "$CAIRN" simulate tiny.xml --placement today --trace /dev/full
for blocks in 1 16 64 128 256; do # of 512 bytes
    rm -f r.db*
    (
        trap '' XFSZ
        ulimit -f $blocks
        "$CAIRN" run tiny.xml draws.xml --db r.db --no-cache
    ) >out 2>err
    check "no room for more than $blocks blocks: status" [ $? -eq 1 ]
    check "no room for more than $blocks blocks: says so" says err ": no space left"
    goes_on "no room for more than $blocks blocks" r.db
done

# ---- others ----

cp known.db locked.db
sqlite3 locked.db 'BEGIN EXCLUSIVE' ".shell '$CAIRN' run draws.xml --db locked.db --no-cache >out 2>err; echo \$? >status" >shell 2>&1
check "locked: status" [ "$(cat status)" -eq 1 ]
check "locked: says so" says err "results file 'locked.db': cannot open: in use by another process"
goes_on "locked" locked.db

# allowed COMMAND...: by somebody who is not root, whom nothing is forbidden
allowed() {
    if [ "$(id -u)" -eq 0 ]; then
        setpriv --reuid 65534 --regid 65534 --clear-groups "$@"
    else
        "$@"
    fi
}
chmod 755 "$tmp"
cp "$CAIRN" program && chmod 755 program # where somebody else may read it
if allowed ./program --version >out 2>&1; then
    mkdir closed && cp known.db tiny.xml closed && chmod 555 closed && chmod 444 closed/known.db
    ends "a read-only file" 1 'cannot write' allowed ./program run draws.xml --db closed/known.db --no-cache
    ends "a folder that is closed" 1 "cannot write into the folder 'closed': Permission denied" allowed ./program run tiny.xml --db closed/new.db --no-cache
    ends "a cache file in a folder that is closed" 0 "cannot write into the folder 'closed': Permission denied; going on without it" \
        allowed ./program simulate tiny.xml --placement today --cache closed/new.cache
    ends "a report into a folder that is closed" 1 'Permission denied' allowed ./program report closed/known.db
    allowed ./program show closed/known.db >out 2>err
    check "a read-only file is read" [ $? -eq 0 ]
    chmod 000 closed/known.db closed/tiny.xml
    ends "a file nobody may read" 1 'cannot read: Permission denied' allowed ./program show closed/known.db
    ends "a scenario nobody may read" 3 'closed/tiny.xml: error: cannot read this file: Permission denied' allowed ./program check closed/tiny.xml
    chmod 755 closed
else
    echo "ok permissions # SKIP nobody else can be"
fi

# ---- little of everything ----

for n in 4 5 6 8; do
    rm -f r.db*
    (
        # shellcheck disable=SC3045 # shells have it
        ulimit -n "$n"
        exec "$CAIRN" run tiny.xml draws.xml --db r.db
    ) >out 2>err </dev/null
    status=$?
    # 4: the first was answered, and the second could not be read
    check "$n descriptors: status" [ "$status" -le 4 ]
    [ "$status" -eq 0 ] || check "$n descriptors: says so" says err "Too many open files"
    goes_on "$n descriptors" r.db
done
sizes="48000 52000 56000 60000 64000 72000" # kB of addresses; programs and libraries are some of it
case $CAIRN in
    */coverage/*) sizes= ;; # what counts branches takes memory as it ends
esac
for kilobytes in $sizes; do
    rm -f r.db*
    (
        # shellcheck disable=SC3045
        ulimit -v "$kilobytes"
        exec "$CAIRN" run tiny.xml draws.xml --db r.db --no-cache
    ) >out 2>err
    status=$?
    case $status in
        0) ;;
        1) check "$kilobytes kB of memory: says so" says err "cairn: out of memory" ;;
        127) echo "# $kilobytes kB of memory: not enough to load it" ;;
        *) check "$kilobytes kB of memory: status $status" false ;;
    esac
    goes_on "$kilobytes kB of memory" r.db
done

# ---- files that are not what they were ----

# refused NAME TEXT: run and show say so, and the file stays as it is
refused() {
    cksum <bad.db >before
    ends "$1, run" 1 "$2" "$CAIRN" run tiny.xml --db bad.db --no-cache
    ends "$1, show" 1 "$2" "$CAIRN" show bad.db
    ends "$1, report" 1 "$2" "$CAIRN" report bad.db
    ends "$1, compare" 1 "$2" "$CAIRN" compare whole.db bad.db
    cksum <bad.db >after
    check "$1: stays as it is" same before after
}
head -c 50000 /dev/zero | tr '\0' 'x' >bad.db
refused "garbage" "not a results file of cairn"
cp whole.db bad.db
query bad.db "PRAGMA user_version = 99"
refused "of a newer cairn" "written by a newer cairn: its schema is 99"

# Cut anywhere, or with bytes in it that are others: ends by itself, with what is right or status 1 and a line that says why.
bad=0
n=0
awk -v n="${FAULTS:-20}" -v size="$(wc -c <whole.db)" \
    'BEGIN { srand(7); while (n-- > 0) print int(rand() * size), int(rand() * size), int(rand() * 256) }' >places
while read -r cut at byte; do
    for way in cut changed; do
        if [ "$way" = cut ]; then
            head -c "$cut" whole.db >bad.db
        else
            cp whole.db bad.db
            # shellcheck disable=SC2059
            printf "$(printf '\\%03o' "$byte")" | dd of=bad.db bs=1 seek="$at" conv=notrunc 2>dd.err
        fi
        for words in "show bad.db" "compare whole.db bad.db" "report bad.db -o r.html --force" "run tiny.xml draws.xml --db bad.db --no-cache"; do
            n=$((n + 1))
            # shellcheck disable=SC2086
            timeout 60 "$CAIRN" $words >out 2>err
            status=$?
            if [ "$status" -gt 1 ] || { [ "$status" -eq 1 ] && ! grep -q '[a-z]' err out; }; then
                bad=$((bad + 1))
                echo "# $way at $cut, $at, $byte: $words: status $status"
                head -n 2 err | sed 's/^/#   /'
            fi
        done
    done
done <places
check "cut or changed: $n commands end as they should" [ "$bad" -eq 0 ]
