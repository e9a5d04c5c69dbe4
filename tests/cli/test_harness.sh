#!/bin/sh
# The harness itself can fail: a copy of tests/cli/run.sh and tests/run.sh over cases that are right and wrong on
# purpose, with a shell script in the place of the program.

set -u
unset CAIRN_NO_SKIP UPDATE TALLY STATUS TIMES CK_RUN_CASE CK_INCLUDE_TAGS CK_EXCLUDE_TAGS CK_XML_LOG_FILE_NAME
here=$(cd "$(dirname "$0")" && pwd)
work=$(mktemp -d) || exit 1
trap 'rm -rf "$work"' EXIT
trap 'exit 130' INT TERM
mkdir -p "$work/tests/cli/echo" "$work/tests/bad"
cp "$here/run.sh" "$work/tests/cli/"
cp "$here/../run.sh" "$work/tests/"
cd "$work" || exit 1

cat >cairn <<'TEXT'
#!/bin/sh
case $1 in
    say) echo "took 1.25 s of 3" && echo "warning" >&2 && exit 4 ;;
    check) echo "$3:1: error: bad" >&2 && { [ "$3" != litter.xml ] || : >left.db; } && exit 3 ;;
esac
TEXT
cat >runner <<'TEXT'
#!/bin/sh
if [ "${CK_XML_LOG_FILE_NAME+set}" ]; then # an empty name is one to Check, too
    printf '<title>slow</title>\n<duration>1.5</duration>\n</suite>\n' >"$CK_XML_LOG_FILE_NAME" || exit
fi
echo "${TALLY-2 0}" >"$CAIRN_TALLY"
exit "${STATUS-0}"
TEXT
chmod +x cairn runner

verdict() { # NAME WANTED-LAST-LINE COMMAND...
    name=$1
    wanted=$2
    shift 2
    got=$("$@" 2>&1 | tail -n 1)
    if [ "$got" = "$wanted" ]; then
        echo "ok harness $name"
    else
        printf '# wanted: %s\n# got:    %s\nnot ok harness %s\n' "$wanted" "$got" "$name"
    fi
}
cli() {
    CAIRN=./cairn sh tests/cli/run.sh "$@"
}
say() { # OUT ERR EXIT
    echo 'cairn say' >tests/cli/echo/say.cmd
    printf '%b' "$1" >tests/cli/echo/say.out
    printf '%b' "$2" >tests/cli/echo/say.err
    echo "$3" >tests/cli/echo/say.exit
}

say 'took <*> s of 3\n' 'warning\n' 4
verdict fits 'ok cli echo/say' cli
say 'took 1.25 s of 3\n' 'warning\n' 0
verdict status 'not ok cli echo/say' cli
say 'took <*> s of 4\n' 'warning\n' 4
verdict out 'not ok cli echo/say' cli
say 'took <*>x<*> s of 3\n' 'warning\n' 4
verdict mark-needs-its-middle 'not ok cli echo/say' cli
say 'took 1.25 s of 3\nmore\n' 'warning\n' 4
verdict missing-line 'not ok cli echo/say' cli
say 'took 1.25 s of 3\n' '' 4
verdict extra-line 'not ok cli echo/say' cli

say 'took <*> s of 3\n' 'old\n' 0
verdict update 'ok cli echo/say' env UPDATE=1 CAIRN=./cairn sh tests/cli/run.sh
verdict updated 'took <*> s of 3,warning,4' paste -d, tests/cli/echo/say.out tests/cli/echo/say.err \
    tests/cli/echo/say.exit
verdict no-such-case '# no case matches: nope' cli nope

echo '<x/>' | tee tests/bad/good.xml >tests/bad/litter.xml
echo 'good.xml:1: error: bad' >tests/bad/good.err
echo 'litter.xml:1: error: bad' >tests/bad/litter.err
verdict bad 'ok bad/good' cli bad/good
verdict bad-leaves-a-file 'not ok bad/litter' cli bad/litter
echo 'good.xml:2: error: bad' >tests/bad/good.err
verdict bad-line-number 'not ok bad/good' cli bad/good
rm tests/bad/good.err
verdict bad-without-expectation 'not ok bad/good' cli bad/good

all() { # SCRIPT-TEXT: tests/run.sh over one shell test; its closing line and its status
    echo "$1" >one.sh
    status=0
    out=$(CK_RUN_SUITE=${SUITE-any} RUNNER=./runner CAIRN=./cairn sh tests/run.sh one.sh 2>&1) || status=$?
    printf '%s; %s\n' "$(echo "$out" | tail -n 1)" "$status"
}
timed() { # what is shown with TIMES of one shell test and all parts of the C tests
    echo 'echo ok a' >one.sh
    # shellcheck disable=SC2046
    echo x $(TIMES=1 RUNNER=./runner CAIRN=./cairn sh tests/run.sh one.sh 2>&1 |
        sed -n 's/^ *[0-9]* s  *[0-9]* s of processors  //p; s/^ *\([0-9]*\) s  suite /suite \1 s /p' | sort)
}
order() { # the first one ends last, and is shown first all the same
    echo 'sleep 0.5; echo ok a' >one.sh
    echo 'echo ok b' >two.sh
    # shellcheck disable=SC2046
    echo x $(CK_RUN_SUITE=any JOBS=3 RUNNER=./runner CAIRN=./cairn sh tests/run.sh one.sh two.sh | sed -n 's/^== C tests, part \([^ ]*\).*/\1/p; s/^== \([a-z]\)/\1/p')
}
verdict sum '3 passed, 0 failed, 1 skipped; 0' all 'echo ok a; echo "ok b # SKIP no mpi"'
SUITE='' verdict parts '9 passed, 0 failed, 0 skipped; 0' all 'echo ok a'
verdict times 'x 1/4 2/4 3/4 4/4 one.sh suite 6 s slow' timed
verdict in-order 'x 1/1 one.sh two.sh' order
CAIRN_NO_SKIP=1
export CAIRN_NO_SKIP
verdict skip-is-fatal '3 passed, 0 failed, 1 skipped; 1' all 'echo ok a; echo "ok b # SKIP no mpi"'
verdict shell-fails '3 passed, 1 failed, 0 skipped; 1' all 'echo ok a; echo not ok b'
verdict shell-dies '3 passed, 1 failed, 0 skipped; 1' all 'echo ok a; exit 3'
verdict shell-checks-nothing '2 passed, 1 failed, 0 skipped; 1' all ':'
TALLY='1 1' STATUS=1
export TALLY STATUS
verdict c-fails '2 passed, 1 failed, 0 skipped; 1' all 'echo ok a'
TALLY='0 0'
verdict c-ran-nothing '1 passed, 1 failed, 0 skipped; 1' all 'echo ok a'
rm runner
verdict c-missing '1 passed, 1 failed, 0 skipped; 1' all 'echo ok a'
