#!/bin/sh
# Installs what a target needs and this machine lacks: deps.sh run|test|all
#
# Says what is missing and why before it installs anything. Where nothing is missing it is instant, offline, silent.
# What counts is what the build will find, not which package brought it, so a self-built library is fine too.

set -eu

group=${1:-}
case $group in
    run | test | all) ;;
    *)
        echo "usage: $0 run|test|all" >&2
        exit 2
        ;;
esac

# group, Debian package, probe (cmd:PROGRAM, pc:PKG-CONFIG-MODULE, hdr:C-HEADER, py:MODULE of Debian's python3, rt:PART of
# clang's runtime), why. Each group includes those above.
needed() {
    cat <<'TABLE'
run   gcc             cmd:gcc           compiles cairn
run   libc6-dev       hdr:stdio.h       headers of the C library
run   pkg-config      cmd:pkg-config    tells the build where libraries are
run   libgsl-dev      pc:gsl            GSL: distributions, statistics, quasi-random sequences
run   libxml2-dev     pc:libxml-2.0     reads and validates scenarios
run   libsqlite3-dev  pc:sqlite3        writes results
run   libglpk-dev     hdr:glpk.h        bounds what any placement must emit
run   zlib1g-dev      pc:zlib           reads packed traces
test  check           pc:check          unit test framework
test  sqlite3         cmd:sqlite3       reads results files as their users do
test  clang           cmd:clang         second compiler: both must give the same bits
all   libopenmpi-dev  pc:ompi-c         optional: sweeps on many machines
all   openmpi-bin     cmd:mpirun        optional: sweeps on many machines
all   gnuplot-nox     cmd:gnuplot       optional: figures
all   chromium        cmd:chromium      optional: looks at reports as a reader sees them
all   glpk-utils      cmd:glpsol        optional: the solver by itself, beside ours in make bench
all   libclang-rt-dev rt:fuzzer         make fuzz: libFuzzer and sanitizers of clang
all   lcov            cmd:lcov          make coverage
all   doxygen         cmd:doxygen       make api-docs
all   dpkg-dev        cmd:dpkg-shlibdeps make deb
all   lintian         cmd:lintian       optional: looks at packages
all   python3-pandas  py:pandas         optional: reads results files as analysts do
all   clang-format    cmd:clang-format  make lint
all   clang-tidy      cmd:clang-tidy    make lint
all   cppcheck        cmd:cppcheck      make lint
all   valgrind        cmd:valgrind      make valgrind
all   shellcheck      cmd:shellcheck    make lint
TABLE
}

includes() { # group wanted
    case $2 in
        run) [ "$1" = run ] ;;
        test) [ "$1" != all ] ;;
        all) true ;;
    esac
}

present() { # probe
    what=${1#*:}
    case $1 in
        cmd:*) command -v "$what" >/dev/null ;;
        pc:*) pkg-config --exists "$what" 2>/dev/null ;;
        hdr:*) echo "#include <$what>" | gcc -E - >/dev/null 2>&1 ;;
        rt:*) [ -e "$(clang --print-file-name="libclang_rt.$what-$(uname -m).a" 2>/dev/null)" ] ;;
        py:*) /usr/bin/python3 -c "import $what" 2>/dev/null ;;
    esac
}

missing=
optional=
reasons=
while read -r g package probe why; do
    if includes "$g" "$group" && ! present "$probe"; then
        if [ "$g" = all ]; then
            optional="$optional $package"
        else
            missing="$missing $package"
        fi
        reasons="$reasons$(printf '  %-15s %s' "$package" "$why")
"
    fi
done <<EOF2
$(needed)
EOF2
[ -n "$missing$optional" ] || exit 0

fail() {
    echo "cairn: cannot install$missing$optional: $1" >&2
    exit 1
}

command -v apt-get >/dev/null || fail "no apt-get here; install their equivalents by hand"
sudo=
if [ "$(id -u)" -ne 0 ]; then
    command -v sudo >/dev/null || fail "not root and no sudo; run as root: apt-get install$missing$optional"
    sudo=sudo
fi

echo "cairn: installing with ${sudo:+sudo }apt-get what $(
    case $group in
        all) echo "is needed or optional" ;;
        *) echo "'make $group' needs" ;;
    esac
):"
printf '%s' "$reasons"

log=$(mktemp)
trap 'rm -f "$log"' EXIT
apt() {
    if ! $sudo env DEBIAN_FRONTEND=noninteractive apt-get -qq -o Dpkg::Use-Pty=0 "$@" </dev/null >"$log" 2>&1; then
        grep '^E:' "$log" | head -n 3 | sed 's/^/  apt: /' >&2
        fail "apt-get $1 failed (is there a network?)"
    fi
}
apt update
for package in $optional; do
    if apt-cache show "$package" >/dev/null 2>&1; then
        missing="$missing $package"
    else
        echo "cairn: this distribution has no $package; what needs it will be skipped"
    fi
done
optional=
# $missing is a list of words
# shellcheck disable=SC2086
[ -z "$missing" ] || apt install -y --no-install-recommends $missing
