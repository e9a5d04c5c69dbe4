#!/bin/sh
# make install into an empty DESTDIR; a program finds library and headers through pkg-config, shared and static; make
# uninstall leaves nothing. Also a sources-only copy of the tree, without history, can be installed from: nothing here
# asks git.

set -u
make=${MAKE:-make}
cc=${CC:-gcc}
unset MAKEFLAGS MFLAGS # what the calling make was asked for is not meant for the one called here
work=$(mktemp -d) || exit 1
trap 'rm -rf "$work"' EXIT
trap 'exit 130' INT TERM
dest=$work/dest
prefix=/usr/local
shipped=$dest$prefix/share/cairn

check() { # NAME COMMAND...
    name=$1
    shift
    if "$@" >"$work/log" 2>&1; then
        echo "ok install $name"
    else
        sed 's/^/# /' "$work/log"
        echo "not ok install $name"
    fi
}

check install "$make" --no-print-directory install DESTDIR="$dest" prefix="$prefix"

cat >"$work/program.c" <<'TEXT'
#include <stdio.h>
#include <cairn/version.h>

int main(void)
{
    puts(cairn_version());
    return 0;
}
TEXT
version=$(sed -n 's/.*CAIRN_VERSION_STRING "\(.*\)".*/\1/p' include/cairn/version.h)

pkg() { # OPTION...
    PKG_CONFIG_PATH=$dest$prefix/lib/pkgconfig PKG_CONFIG_SYSROOT_DIR=$dest pkg-config "$@" cairn
}

says() { # TEXT COMMAND...
    text=$1
    shift
    said=$("$@") && echo "$said" && [ "$said" = "$text" ]
}

shared() {
    # The flags are lists of words.
    # shellcheck disable=SC2046
    "$cc" $(pkg --cflags) -o "$work/shared" "$work/program.c" $(pkg --libs) &&
        readelf -d "$work/shared" | grep -F "libcairn.so.${version%%.*}" &&
        says "$version" env LD_LIBRARY_PATH="$dest$prefix/lib" "$work/shared"
}

# libcairn.a with the shared form of what it needs: --libs --static would also ask for what a static libxml2 needs,
# which the packages of a distribution do not bring along.
static() {
    # shellcheck disable=SC2046
    "$cc" $(pkg --cflags) -o "$work/static" "$work/program.c" \
        $(pkg --libs | sed 's/-lcairn/-Wl,-Bstatic -lcairn -Wl,-Bdynamic/') \
        $(pkg-config --libs $(pkg --print-requires-private)) -lm &&
        ! readelf -d "$work/static" | grep -F libcairn.so && says "$version" "$work/static"
}

headers_alone() { # COMPILER...: each public header compiles by itself, and as its own first include
    for h in "$dest$prefix"/include/cairn/*.h; do
        echo "#include <cairn/${h##*/}>" >"$work/header.c"
        # shellcheck disable=SC2046
        "$@" -Wall -Wextra -Werror $(pkg --cflags) -fsyntax-only "$work/header.c" || return 1
    done
}

# ---- the examples, as a user of the library builds them ----

build_examples() {
    for c in answer what_if; do
        # shellcheck disable=SC2046
        "$cc" -std=c11 -Wall -Wextra -Werror $(pkg --cflags) -o "$work/$c" "$dest$prefix/share/doc/cairn/examples/$c.c" \
            $(pkg --libs) || return 1
    done
}

example() { # NAME ARGUMENT...: into $work/said
    program=$work/$1
    shift
    LD_LIBRARY_PATH=$dest$prefix/lib "$program" "$@" >"$work/said" 2>&1
}

# The installed program says the same sentence.
example_answers() {
    example answer "$shipped/keyword-spotting.xml" || return 1
    cat "$work/said"
    "$dest$prefix/bin/cairn" run --no-cache --db "$work/r.sqlite" "$shipped/keyword-spotting.xml" >"$work/run" 2>&1
    [ "$(head -n 1 "$work/said")" = "$(head -n 1 "$work/run")" ] &&
        grep -q '^placement: seconds: own-mcu (int8), 1 x stm32u575 per panel$' "$work/said"
}

# Owned, the microcontroller has been made already; bought, it loses to the region.
example_asks_again() {
    example what_if "$shipped/keyword-spotting.xml" "//pool[@id='own-mcu']/@tenancy" owned bought owned || return 1
    cat "$work/said"
    [ "$(cut -d ' ' -f 2 "$work/said" | tr '\n' ' ')" = "own-mcu rented-se own-mcu " ] &&
        [ "$(sed -n 1p "$work/said")" = "$(sed -n 3p "$work/said")" ]
}

example_is_told() { # a mistake ends with 3 and says where, as `cairn check` does
    example what_if "$shipped/keyword-spotting.xml" '//region/@pue' 0.5
    [ $? -eq 3 ] && grep -q '^command line:1: error: ' "$work/said"
}

check version-by-pkg-config says "$version" pkg --modversion
check shared shared
check static static
check headers-alone headers_alone "$cc" -std=c11
if command -v g++ >"$work/which"; then
    check headers-alone-in-c++ headers_alone g++ -x c++ -std=c++11
else
    echo "ok install headers-alone-in-c++ # SKIP no g++"
fi
check examples-build build_examples
check example-answers example_answers
check example-asks-again example_asks_again
check example-is-told example_is_told
check program says "cairn $version" "$dest$prefix/bin/cairn" --version

# ---- hardening ----

check hardened sh tests/install/hardened.sh "$dest$prefix/bin/cairn" "$dest$prefix/lib/libcairn.so.$version"

# What has nothing of it is told so, point by point: else the check above looks at nothing.
soft() {
    "$cc" -O0 -fno-stack-protector -fcf-protection=none -fno-pie -no-pie -Wl,-z,norelro,-z,lazy,-z,execstack,-z,noseparate-code \
        -Wl,--disable-new-dtags,-rpath,/nowhere -o "$work/soft" -x c - <<'TEXT' || return 1
int main(void)
{
    return 0;
}
TEXT
    ! sh tests/install/hardened.sh "$work/soft" >"$work/said" || return 1
    cat "$work/said"
    [ "$(wc -l <"$work/said")" -eq "$1" ]
}

# Flags of a distribution are added to ours, and what we harden stays: it comes behind CPPFLAGS.
distribution() {
    "$make" -n V=1 CONFIG=release CPPFLAGS='-Wdate-time -D_FORTIFY_SOURCE=2' CFLAGS='-g -O2 -specs=x' LDFLAGS='-Wl,--as-needed' \
        build/release/cairn >"$work/said" || return 1
    grep -q ' -Wdate-time -D_FORTIFY_SOURCE=2 .* -fstack-clash-protection .* -U_FORTIFY_SOURCE -D_FORTIFY_SOURCE=3 -g -O2 -specs=x .* src/cli/main.c$' "$work/said" &&
        grep -q ' -pie .* -Wl,-z,relro,-z,now,.* -Wl,--as-needed -o build/release/cairn ' "$work/said"
}
case $(uname -m) in
    x86_64) check soft-is-found soft 11 ;;
    *) check soft-is-found soft 9 ;; # of two points only this processor's code tells
esac
check flags-of-distributions distribution

scenarios_complete() {
    [ ! -d scenarios ] && return 0
    diff -r -x '.*' -x scenario.xsd scenarios "$shipped" && cmp src/io/scenario.xsd "$shipped/scenario.xsd"
}
check scenarios scenarios_complete

# ---- what is made of the command tables ----

share=$dest$prefix/share
man_page() { # a formatter reads it without a word, and every command is in it
    ! command -v groff >"$work/which" || [ -z "$(groff -man -Tutf8 -ww "$share/man/man1/cairn.1" 2>&1 >"$work/page")" ] || return 1
    for command in $("$dest$prefix/bin/cairn" help | sed -n "s/^  \([a-z]*\) .*/\1/p"); do
        grep -q "^\.SS \"cairn $command" "$share/man/man1/cairn.1" || return 1
    done
}
check man-page man_page

# offers WORD... -- EXPECTED: bash completes the last word to this among others
offers() {
    bash -c '. "$0"; expected=$1; shift; COMP_WORDS=("$@"); COMP_CWORD=$(($# - 1)); _cairn
        for word in "${COMPREPLY[@]}"; do [ "$word" = "$expected" ] && exit 0; done; exit 1' \
        "$share/bash-completion/completions/cairn" "$@"
}
check bash-command offers simulate cairn simu
check bash-option offers --threads cairn run --thr
check bash-word offers hardware cairn list ha
check bash-value offers zsh cairn help --as z
check bash-file offers Makefile cairn check Make
for shell in zsh fish; do
    case $shell in
        zsh) script=$share/zsh/site-functions/_cairn ;;
        *) script=$share/fish/vendor_completions.d/cairn.fish ;;
    esac
    if command -v "$shell" >"$work/which"; then
        check "$shell-reads-its-completion" "$shell" -n "$script"
    else
        check "$shell-completion" grep -q -e --threads -e threads "$script"
    fi
done

check uninstall "$make" --no-print-directory uninstall DESTDIR="$dest" prefix="$prefix"
left=$(find "$dest" ! -type d)
check nothing-left [ -z "$left" ]
