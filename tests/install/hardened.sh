#!/bin/sh
# hardened.sh FILE...: what a program or shared library must have of what the Makefile hardens it with, as readelf sees it.
# Prints one line per problem and ends with 1 if there is any.

set -u
LC_ALL=C
export LC_ALL
work=$(mktemp -d) || exit 1
trap 'rm -rf "$work"' EXIT

want() { # PROBLEM PATTERN: a line like this, or there is a problem
    grep -qE "$2" "$work/seen" || echo "$file: $1"
}

never() { # PROBLEM PATTERN
    ! grep -qE "$2" "$work/seen" || echo "$file: $1"
}

for file; do
    readelf --wide --file-header --program-headers --dynamic --dyn-syms --notes "$file" >"$work/seen" || {
        echo "$file: readelf cannot read it"
        continue
    }
    want "is loaded at an address that is known (PIE)" '^ *Type: *DYN'
    case $file in
        *.so*) ;;
        *) want "is not marked as a program that moves (PIE)" 'FLAGS_1.*PIE' ;;
    esac
    want "tables of the linker stay writable (RELRO)" '^ *GNU_RELRO '
    want "symbols are bound late, their table stays writable (BIND_NOW)" 'FLAGS.*NOW'
    want "does not say what its stack may be" '^ *GNU_STACK '
    never "its stack is executable" '^ *GNU_STACK .* RWE '
    never "has memory that is writable and executable" '^ *LOAD .* RWE '
    want "code and constants share pages (separate-code)" '^ *LOAD .* R E '
    never "code and constants share pages (separate-code)" '^ *LOAD +0x0+ .* R E '
    never "its code is changed as it is loaded (TEXTREL)" 'TEXTREL'
    never "looks for libraries where the builder had them" '\((RPATH|RUNPATH)\)'
    want "its stack is not watched (stack protector)" ' UND __stack_chk_fail'
    want "calls no checked function (fortify)" ' UND __[a-z]+_chk'
    # On this processor code itself tells of the guards that leave no name: jumps land on marks (what every program is linked with
    # has a few; the linker's note about them wants a C library that has them, too), and a frame larger than a page touches
    # each page of the stack.
    if grep -q 'Machine:.*X86-64' "$work/seen"; then
        objdump --disassemble --no-show-raw-insn "$file" >"$work/code"
        [ "$(grep -c '[[:space:]]endbr64' "$work/code")" -gt 10 ] || echo "$file: jumps may land anywhere (cf-protection)"
        # shellcheck disable=SC2016
        grep -q '[[:space:]]orq  *\$0x0,' "$work/code" || echo "$file: a large frame jumps over the end of the stack (stack-clash-protection)"
    fi
done >"$work/problems"
cat "$work/problems"
[ $# -gt 0 ] && [ ! -s "$work/problems" ]
