#!/bin/sh
# Mutants are made where they should be, killed, and listed when they survive: of a source of ten lines and a test
# program of three suites, of which the second is wrong by itself.
set -u
here=$(cd "$(dirname "$0")" && pwd)
tmp=$(mktemp -d) || exit 1
trap 'rm -rf "$tmp"' EXIT
trap 'exit 130' INT TERM
cd "$tmp" || exit 1

check() { # NAME FILE: is as expected
    if cmp -s "$2" expected; then
        echo "ok mutants: $1"
    else
        echo "not ok mutants: $1"
        diff expected "$2" | sed 's/^/# /'
    fi
}

mkdir -p src/toy objects
cat >src/toy/toy.c <<'END'
#include "toy.h" /* 1 + 1 */
static const int outside = 1 + 1;
int toy_price(const int *counts, int n)
{
    int price = 0;
    int one[2] = {0}; // 2 - 1
    assert(n > 0 && "a - b");
    for (int i = 0; i < n; i++)
        price += -counts[i] * 3;
    if (n > 100 || !counts)
        price = price >= 0x10 ? (int)fmin(1.0, 2e3) : one[1];
    return price * 1 - outside * 0;
}

int toy_none(int n)
{
    return n + 1;
}
END
awk -f "$here/mutate.awk" src/toy/toy.c | cut -f 2-5 | tr '\t' ' ' >made
cat >expected <<'END'
5 17 0 1
8 18 0 1
8 23 < <=
9 15 += -=
9 18 - 
9 29 * /
9 31 3 (2 * 3)
10 11 > >=
10 13 100 (2 * 100)
10 17 || &&
10 20 ! 
11 23 >= >
11 38 fmin fmax
11 43 1.0 0
11 48 2e3 (2 * 2e3)
11 59 1 0
12 18 * /
12 20 1 0
12 22 - +
12 32 * /
12 34 0 1
17 14 + -
17 16 1 0
END
check "made in code and nowhere else" made

MUTANT='    for (int i = 0; i <= n; i++)' awk -v line=8 -f "$here/mutate.awk" src/toy/toy.c >mutant.c
diff src/toy/toy.c mutant.c >changed
cat >expected <<'END'
8c8
<     for (int i = 0; i < n; i++)
---
>     for (int i = 0; i <= n; i++)
END
check "one line of the source changes" changed

# Sums up; `small` never looks past a sum of 0 and 1, `large` does.
cat >src/toy/toy.c <<'END'
int toy_sum(const int *counts, int n)
{
    int sum = 0;
    for (int i = 0; i < n; i++)
        sum += counts[i];
    return sum > 9 ? 9 : sum;
}

int toy_twice(int n)
{
    return n * 1 + n;
}

int toy_none(int n)
{
    return n + 2;
}
END
cat >program.c <<'END'
#include <stdlib.h>
#include <string.h>
int toy_sum(const int *counts, int n);
int toy_twice(int n);
int main(void)
{
    const char *suite = getenv("CK_RUN_SUITE");
    int *counts = calloc(2, sizeof *counts), wrong;
    counts[0] = 2;
    counts[1] = 3;
    if (strcmp(suite, "sum") == 0)
        wrong = toy_sum(counts, 2) != 5;
    else if (strcmp(suite, "twice") == 0)
        wrong = toy_twice(3) != 6;
    else
        wrong = 1;
    free(counts);
    return wrong;
}
END
cc=${CC:-gcc}
for suite in sum twice wrong; do
    : >objects/test_$suite.o
done
$cc -c -o objects/program.o program.c
$cc -c -o objects/toy.o src/toy/toy.c
ar rc objects/libtoy.a objects/toy.o
printf 'src/toy/toy.c\t%s\t%s\n' 'return sum >= 9 ? 9 : sum;' '9 either way' >equivalent.txt

run() { # MUTANTS
    COMPILE="$cc -O1" LINK=$cc OBJECTS='objects/program.o objects/libtoy.a' TEST_DIR=objects SOURCES=src/toy/toy.c \
        SUITES='sum twice wrong' STATE=state EQUIVALENT=equivalent.txt MUTANTS=$1 SLOWEST=1 MUTANT_JOBS=2 sh "$here/mutants.sh" 2>err
}

# At -O1, n * 1 and n / 1 have the same code; reading past the end is for the sanitizers to see.
run all >listed
cat >expected <<'END'
src/toy/toy.c:6:18: 9 -> (2 * 9):     return sum > (2 * 9) ? 9 : sum;
src/toy/toy.c:6:22: 9 -> (2 * 9):     return sum > 9 ? (2 * 9) : sum;
src/toy/toy.c:16:14: + -> -:     return n - 2;
src/toy/toy.c:16:16: 2 -> (2 * 2):     return n + (2 * 2);
                         made   killed survived equivalent   killed
src/toy                    12        6        4          2   60.0 %
END
check "survivors are listed" listed
cut -f 1,2 state/verdicts | sort | uniq -c | sed 's/^ *//' | tr '\t' ' ' >verdicts
cat >expected <<'END'
1 equivalent same-code
3 killed sum
1 killed sum,sanitized
2 killed twice
2 survived -
2 survived unreached
END
check "each has its verdict" verdicts
echo "mutants: the suite wrong fails by itself and is left out" >expected
check "a suite that fails anyway kills none" err

wc -l <state/verdicts >before
run all >again
cp listed expected
check "the killed are not tried again" again

run 5 | tail -n 1 | awk '{ print ($2 >= 4 && $2 <= 6) }' >few
echo 1 >expected
check "a sample has its size" few
