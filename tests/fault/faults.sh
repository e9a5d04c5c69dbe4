# shellcheck shell=sh
# Makes calls of cairn fail (fault.h) and looks at how it ends; read with `.` behind tests/study/study.sh, not run.
#
# Rules. Whatever fails, the program ends by itself: with status 0, the output and the rows that it always has; or with status 1 and a
# line that says why (3 where what could not be read is an input). What it leaves passes SQLite's integrity check, and the same command
# goes on from there to the same rows and the same output. What is left more than once, to the byte, goes on but once.
#
# After it: the functions below. Every case begins with a copy of $tmp/begin; $tmp/good/COMMAND is what a command leaves undisturbed.

# shellcheck disable=SC2154 # top and tmp are of study.sh
faults=$top/tests/fault

# shellcheck disable=SC2034 # of whoever reads this
commands="run sweep growth draws both levers again simulate trace check effective list show json compare report import new plot draw help"

# words COMMAND: how it is called; no word has a blank in it
words() {
    case $1 in
        run) echo run tiny.xml --db r.db --threads 1 ;;
        sweep) echo "sweep tiny.xml --vary //arrivals/@rate*=0.9:1.1:3 --db r.db --threads 1" ;;
        growth) echo run growth.xml --db r.db --threads 1 ;;
        draws) echo run draws.xml --db r.db --threads 1 ;;
        both) echo "sweep draws.xml --vary //site/@pue=1:1.2:2 --db r.db --threads 1" ;; # draws at points
        levers) echo levers tiny.xml --db r.db --threads 1 ;;
        again) echo run tiny.xml --db whole.db --force --threads 1 ;;
        simulate) echo simulate tiny.xml --placement today --cache cairn.cache --threads 1 ;;
        trace) echo simulate tiny.xml --placement today --trace made.out --threads 1 ;;
        check) echo check tiny.xml growth.xml draws.xml ;;
        effective) echo check --effective tiny.xml ;;
        list) echo list hardware net.xml ;;
        show) echo show whole.db candidates ;;
        json) echo show whole.db --json ;;
        compare) echo compare whole.db same.db ;;
        report) echo report whole.db -o made.out ;;
        import) echo import csv measured.csv --model net --variant exact --hardware thin --boundary wall net.xml --force -o made.out ;;
        new) echo new made.out --force ;;
        plot) echo plot whole.db --figure carbon-by-part --to made.out --as gp --force ;;
        draw) echo plot whole.db --figure carbon-by-part --to made.out --as svg --force ;;
        help) echo help run ;;
        *) return 1 ;;
    esac
}

# call COMMAND: in this folder; what it says is in out and err, its status in $status
call() {
    set -f
    # shellcheck disable=SC2046
    timeout 120 "$CAIRN" $(words "$1") >out 2>err
    status=$?
    set +f
}

# failing LIBRARY FAULT FILE COMMAND: the same, while calls fail, those of $program; how many there were is in $tmp/count
program=cairn
patience=120 # seconds; more where a child is forked at every allocation
failing() {
    set -f
    # shellcheck disable=SC2046
    timeout "$patience" env "FAULT=$2" "FAULT_FILE=$3" "FAULT_OF=$program" "FAULT_COUNT=$tmp/count" "LD_PRELOAD=$tmp/fault_$1.so" \
        "$CAIRN" $(words "$4") >out 2>err
    status=$?
    set +f
}

# Builds what stands between, and what cases begin with.
prepare() {
    for parts in memory "files stdio"; do
        # shellcheck disable=SC2046
        ${CC:-gcc} -std=gnu11 -O2 -Wall -Wextra -Wshadow -Wconversion -Wstrict-prototypes -fPIC -shared -pthread \
            -o "$tmp/fault_${parts%% *}.so" $(for part in $parts; do echo "$faults/fault_$part.c"; done) || return
    done
    mkdir "$tmp/begin" "$tmp/good" && cd "$tmp/begin" || return
    cp "$faults/tiny.xml" .
    sed 's#</scenario>#<growth years="2" from="2026"><demand workload="jobs" change="10 %"/></growth></scenario>#' tiny.xml >growth.xml
    sed 's#</scenario>#<uncertain select="//arrivals/@rate" distribution="uniform" low="0.9" high="1.1" as="multiplier"/>\
        <draws n="20"/></scenario>#' tiny.xml >draws.xml
    {
        echo '<catalogue format="1">'
        grep -E '<(hardware|model) ' tiny.xml
        echo '</catalogue>'
    } >net.xml
    printf 'batch,latency [ms],power [W]\n1,100,2\n' >measured.csv
    "$CAIRN" run tiny.xml --db whole.db --no-cache --quiet >"$tmp/whole" || return
    cp whole.db same.db
}

# whole COMMAND: how it ends undisturbed; 1 where it does not
whole() {
    rm -rf "$tmp/good/$1"
    : >"$tmp/seen" # what goes on as it should, as sums of what was left
    cp -R "$tmp/begin" "$tmp/good/$1" && cd "$tmp/good/$1" || return
    call "$1"
    [ "$status" -eq 0 ] || sed 's/^/# /' err
    return "$status"
}

# wrong WHY...: the case is remembered as a bad one
wrong() {
    bad=$((bad + 1))
    [ "$bad" -gt 3 ] && return
    echo "# $case: $*"
    head -n 3 err | sed 's/^/#   /'
}

# as_whole COMMAND: the output and rows that it always has?
as_whole() {
    cmp -s out "$tmp/good/$1/out" || return
    for kept in r.db whole.db; do
        [ ! -e "$tmp/good/$1/$kept" ] || "$CAIRN" compare "$kept" "$tmp/good/$1/$kept" --quiet >compared 2>&1 || return
    done
    [ ! -e "$tmp/good/$1/made.out" ] || cmp -s made.out "$tmp/good/$1/made.out"
}

# sound: whatever databases are here are intact
sound() {
    for kept in r.db whole.db cairn.cache; do
        [ ! -s "$kept" ] || [ "$(sqlite3 "$kept" 'PRAGMA integrity_check' 2>&1)" = ok ] || return
    done
}

# goes_on COMMAND: from what is here, to the same rows and output, with nothing beside them
goes_on() {
    call "$1"
    [ "$status" -eq 0 ] || { wrong "does not go on: status $status" && return 1; }
    as_whole "$1" || { wrong "goes on to another result" && return 1; }
    [ ! -e made.out.part ] || { wrong "left made.out.part" && return 1; }
    for kept in *-journal *-wal *-shm; do
        [ ! -e "$kept" ] || { wrong "left $kept" && return 1; }
    done
}

# judge COMMAND STATUSES: how it ended, what it left, and whether it goes on
judge() {
    case " 0 $2 " in
        *" $status "*) ;;
        *) wrong "status $status" && return ;;
    esac
    if [ "$status" -ne 0 ] && [ "$status" -ne 137 ]; then
        grep -q '[a-z]' err || wrong "status $status without a word"
    fi
    [ "$status" -eq 0 ] || : >out
    left=$status:$(cat out ./*.* | sha256sum)$(ls) # what it reads and writes has a point in its name
    ! grep -qxF "$left" "$tmp/seen" 2>"$tmp/grep" || return
    distinct=$((distinct + 1))
    [ "$status" -ne 0 ] || as_whole "$1" || { wrong "status 0, with another result" && return; }
    sound || { wrong "left a damaged file" && return; }
    goes_on "$1" && echo "$left" >>"$tmp/seen"
}

# leaks COMMAND WHAT HOW FILE MOST: up to 5 of them under valgrind, which finds memory that nobody points to at the end
leaks() {
    command -v valgrind >"$tmp/which" || { echo "ok $1: nothing leaks # SKIP no valgrind" && return; }
    [ "$5" -le 5 ] || set -- "$1" "$2" "$3" "$4" 5
    rm -rf "$tmp/case" && cp -R "$tmp/begin" "$tmp/case" && cd "$tmp/case" || return
    failing files "$2:0" "$4" "$1"
    calls=$(cat "$tmp/count")
    cases=0
    bad=0
    while [ "$cases" -lt "$5" ] && [ "$cases" -lt "$calls" ]; do
        n=$((1 + (2 * cases + 1) * calls / (2 * $5)))
        cases=$((cases + 1))
        cd "$tmp" && rm -rf case && cp -R begin case && cd case || return
        set -f
        # shellcheck disable=SC2046
        timeout 300 env "FAULT=$2:$n$3" "FAULT_FILE=$4" "LD_PRELOAD=$tmp/fault_files.so" \
            valgrind -q --leak-check=full --errors-for-leak-kinds=definite,indirect --error-exitcode=99 "$CAIRN" $(words "$1") >out 2>err
        status=$?
        set +f
        [ "$status" -le 1 ] || { bad=$((bad + 1)) && head -n 20 err | sed 's/^/#   /'; }
    done
    check "$1: $2$3 of $4: nothing leaks, $cases times" [ "$cases" -gt 0 -a "$bad" -eq 0 ]
    echo "leaks $cases 0 $bad" >>"$tmp/tally"
}

# attempt COMMAND WHAT HOW FILE MOST STATUSES: up to MOST of the calls fail, one at a time, spread over all; a check for each kind
attempt() {
    library=files
    case $2 in memory | library) library=memory ;; esac
    rm -rf "$tmp/case" && cp -R "$tmp/begin" "$tmp/case" && cd "$tmp/case" || return
    failing $library "$2:0" "$4" "$1"
    calls=$(cat "$tmp/count")
    n=0
    cases=0
    distinct=0
    bad=0
    while [ "$cases" -lt "$5" ] && [ "$cases" -lt "$calls" ]; do
        if [ "$calls" -le "$5" ]; then
            n=$((n + 1))
        else
            n=$((1 + (2 * cases + 1) * calls / (2 * $5)))
        fi
        cases=$((cases + 1))
        cd "$tmp" && rm -rf case && cp -R begin case && cd case || return
        case="$1: $2:$n$3"
        failing $library "$2:$n$3" "$4" "$1"
        judge "$1" "$6"
    done
    [ "$cases" -eq 0 ] && return
    check "$1: $2$3${4:+ of $4}: $cases of $calls fail, one at a time, $distinct left what others did not" [ "$bad" -eq 0 ]
    echo "$2$3 $cases $distinct $bad" >>"$tmp/tally"
}
