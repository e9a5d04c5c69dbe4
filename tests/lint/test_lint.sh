#!/bin/sh
# The lint rules catch what they are for: a small tree that breaks each of them once, and one that breaks none.

set -u
here=$(cd "$(dirname "$0")" && pwd)
top=${here%/tests/lint}
work=$(mktemp -d) || exit 1
trap 'rm -rf "$work"' EXIT
trap 'exit 130' INT TERM

check() { # NAME COMMAND...
    name=$1
    shift
    if "$@"; then
        echo "ok lint $name"
    else
        echo "not ok lint $name"
    fi
}

fresh() {
    rm -rf "$work/tree"
    mkdir -p "$work/tree/include/cairn" "$work/tree/tests"
    cd "$work/tree" || exit 1
    for layer in base math engine model io physics account choose study cli; do
        mkdir -p "src/$layer"
    done
    put src/math/rng.c '#include <cairn/rng.h>' '#include <gsl/gsl_rng.h>' '#include "base/word.h"'
    put include/cairn/rng.h '#include <stdint.h>'
    put src/base/word.h '#include <stddef.h>'
    put src/cli/main.c '#include "math/rng.h"' 'int f(void)' '{' '    return printf("x");' '}'
}

put() { # FILE LINE...
    file=$1
    shift
    printf '%s\n' "$@" >"$file"
}

# breaks FILE:LINE TEXT: the tree has exactly this problem
breaks() {
    sh "$here/source.sh" >"$work/got" 2>&1
    status=$?
    if [ "$status" -eq 1 ] && [ "$(cat "$work/got")" = "$1" ]; then
        return 0
    fi
    printf '# status %s\n# wanted: %s\n' "$status" "$1"
    sed 's/^/# got:    /' "$work/got"
    return 1
}

fresh
check clean sh "$here/source.sh"

put src/base/up.c '/* #include "cli/none.h" */' '#include "math/rng.h"'
check layer-upwards breaks 'src/base/up.c:2: math/rng.h belongs to math, which base must not know'

fresh
put src/base/up.c '#include <cairn/rng.h>'
check public-header-upwards breaks 'src/base/up.c:1: cairn/rng.h belongs to math, which base must not know'

fresh
put include/cairn/both.h '#include <cairn/rng.h>'
put src/base/up.c '#include <cairn/both.h>'
check public-header-by-what-it-includes breaks \
    'src/base/up.c:1: cairn/both.h belongs to math, which base must not know'

fresh
put include/cairn/leak.h '#include "base/word.h"'
check private-in-public breaks 'include/cairn/leak.h:1: a public header includes the private "base/word.h"'

fresh
put src/io/quote.c '#include "word.h"'
check no-layer breaks 'src/io/quote.c:1: write "word.h" as "layer/word.h"'

fresh
put src/io/store_write.c '#include <sqlite3.h>'
put src/io/scenario_xml_units.h '#include <libxml/tree.h>'
put src/io/trace.c '#include <libxml/tree.h>'
check one-module-per-library breaks \
    'src/io/trace.c:1: <libxml/tree.h> is included outside the module that owns it'

fresh
put src/io/zip.c '#include <bzlib.h>'
check new-dependency breaks 'src/io/zip.c:1: <bzlib.h> is neither C11, POSIX nor a known dependency'

fresh
put src/study/say.c '// printf' 'const char *s = "stdout";' 'int snprintf();' \
    'void say(const char *, ...) __attribute__((format(printf, 1, 2)));' 'fputs(s, stderr);'
check prints breaks 'src/study/say.c:5: only src/cli prints'

fresh
put src/study/stop.c 'exit(1);'
check exits breaks 'src/study/stop.c:1: only src/cli ends the process'

fresh
put src/study/shell.c 'int f(struct pool *p) { return p->system + system; }' 'int g(void) { return system("ls"); }'
check unsafe-call breaks 'src/study/shell.c:2: system() has no place here (docs/SECURITY.md)'

fresh
put src/io/peek.c 'FILE *f = fopen(path, "r");'
check unsafe-file breaks 'src/io/peek.c:1: a file is opened outside the modules that check what it is (docs/SECURITY.md)'

fresh
put src/study/query.c 'append(sql, "SELECT 1 FROM study WHERE name = '"'%s'"'", name);'
check unsafe-sql breaks 'src/study/query.c:1: a value in the text of a query: make it a parameter'

fresh
put src/base/wide.c "$(printf '%0101d' 0)"
check wide-line breaks 'src/base/wide.c:1: 101 columns, more than 100'

lines() { # HOW-MANY
    awk -v n="$1" 'BEGIN { while (n-- > 0) print "    ;" }'
}
fresh
{
    printf '/* long: a table of cases */\nint excused(void)\n{\n%s\n}\n\n' "$(lines 80)"
    printf 'int just(void)\n{\n%s\n}\n\nint over(void)\n{\n%s\n}\n' "$(lines 69)" "$(lines 70)"
} >src/base/functions.c
check long-function breaks 'src/base/functions.c:160: function of 72 lines, more than 70'

fresh
lines 501 >src/base/file.c
{
    echo '/* long: generated from a table */'
    lines 501
} >src/base/excused.c
check long-file breaks 'src/base/file.c:501: file of 501 lines, more than 500'

fresh
put src/base/where.c "see $work/tree/src/base"
check machine-path breaks "src/base/where.c:1:see $work/tree/src/base (a path of one machine)"

# Symbols: real objects with everything wrong in them.
fresh
put include/cairn/rng.h 'int cairn_declared(int a,' '    int b);'
put src/math/rng.c '#include <cairn/rng.h>' 'static int counter = 1;' 'static const char *const names[] = {"a"};' \
    'int next(void)' '{' '    static int calls;' '    return counter += ++calls + names[0][0];' '}' \
    '__attribute__((visibility("default"))) int cairn_extra(void)' '{' '    return 0;' '}'
rm src/cli/main.c
mkdir -p build/src/math
"${CC:-gcc}" -Iinclude -fPIC -fvisibility=hidden -c -o build/src/math/rng.o src/math/rng.c &&
    ar rcs build/libcairn.a build/src/math/rng.o &&
    "${CC:-gcc}" -shared -o build/libcairn.so build/src/math/rng.o
CAIRN_WRITABLE=/dev/null sh "$here/symbols.sh" build >"$work/got" 2>&1
cat >"$work/want" <<'TEXT'
libcairn.a: global symbol next does not start with cairn_
cairn_extra: exported, but in no public header
cairn_declared: in a public header, but not exported (CAIRN_API?)
src/math/rng.c: writable data: calls
src/math/rng.c: writable data: counter
TEXT
check symbols diff "$work/want" "$work/got"

# ---- analysers: what they are told not to look for leaves them these ----

fresh
cat >planted.c <<'TEXT'
#include "base/alloc.h"

int planted(int n);
int planted(int n)
{
    int *p = cairn_calloc(2, sizeof *p);
    int a[2] = {0, 0};

    if (n < n)
        return a[2];
    cairn_free(p);
    return p[0];
}
TEXT
finds() { # TEXT COMMAND...
    text=$1
    shift
    "$@" >"$work/got" 2>&1
    grep -qF "$text" "$work/got" || { sed 's/^/# /' "$work/got" && return 1; }
}
has() {
    command -v "$1" >"$work/which" || ! echo "ok lint $1 # SKIP not installed"
}

# With the memory of cairn's own functions.
if has gcc; then
    check gcc-analyser finds '[-Wanalyzer-use-after-free]' gcc -std=c11 -I"$top/src" -O2 -fanalyzer -c -o planted.o planted.c
fi
if has clang-tidy; then
    check clang-tidy finds '[misc-redundant-expression' clang-tidy --quiet --config-file="$top/.clang-tidy" planted.c -- -std=c11 -I"$top/src"
fi
if has cppcheck; then
    check cppcheck finds '[arrayIndexOutOfBounds]' cppcheck --suppressions-list="$top/tests/lint/cppcheck" --template='{message} [{id}]' planted.c
fi

# All that they are told has its reason beside it.
explained() {
    cd "$top" || return
    sed -n 's/^  \(-[a-z][A-Za-z.0-9-]*\),*$/\1/p' .clang-tidy >"$work/disabled"
    sed -n 's/^#   \(-[a-z][A-Za-z.0-9-]*\).*/\1/p' .clang-tidy | diff "$work/disabled" - || return 1
    ! grep -vE '^$|^#|^[a-zA-Z]+(:[a-z_/.]+)? # ..' tests/lint/cppcheck || return 1
    ! grep -rnE 'NOLINT|cppcheck-suppress|diagnostic ignored' src include | grep -vE 'NOLINT(NEXTLINE)?\([^)]+\): ..'
}
check explained explained
