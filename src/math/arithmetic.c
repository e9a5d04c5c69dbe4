#include "math/arithmetic.h"

#include <math.h>

#include "base/hash.h"

enum { ARGUMENTS = 4096 };

/* The argument passes through memory, so that no compiler computes the result by its own means. */
static void feed(struct cairn_hash *hash, double (*function)(double), volatile double x)
{
    cairn_hash_double(hash, function(x));
}

uint64_t cairn_arithmetic_fingerprint(void)
{
    struct cairn_hash hash;
    uint64_t state = 1;

    cairn_hash_init(&hash);
    for (int i = 0; i < ARGUMENTS; i++) {
        double unit; /* [0, 1), exactly a multiple of 2^-53 */
        volatile double base, power;

        state = cairn_mix64(state + (uint64_t)i);
        unit = (double)(state >> 11) * 0x1p-53;
        feed(&hash, exp, unit * 8.0 - 6.0);
        feed(&hash, log, unit * 4.0 + 0x1p-20);
        feed(&hash, log1p, unit * 4.0);
        base = unit * 100.0 + 1.0;
        power = 1.5 - unit * 3.0;
        cairn_hash_double(&hash, pow(base, power));
    }
    return cairn_hash_final(&hash).word[0];
}
