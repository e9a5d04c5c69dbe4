#include "base/nearest.h"

#include <stdint.h>
#include <string.h>

enum { LONGEST = 63 };

static unsigned char lower(char c)
{
    return (unsigned char)(c >= 'A' && c <= 'Z' ? c - 'A' + 'a' : c);
}

static size_t least(size_t a, size_t b)
{
    return a < b ? a : b;
}

size_t cairn_nearest_distance(const char *a, const char *b)
{
    size_t rows[3][LONGEST + 1]; /* row i of the table is rows[i % 3] */
    size_t m = strlen(a);
    size_t n = strlen(b);

    if (m > LONGEST || n > LONGEST)
        return SIZE_MAX;
    for (size_t j = 0; j <= n; j++)
        rows[0][j] = j;
    for (size_t i = 1; i <= m; i++) {
        size_t *row = rows[i % 3];
        const size_t *above = rows[(i - 1) % 3];

        row[0] = i;
        for (size_t j = 1; j <= n; j++) {
            size_t substituted = above[j - 1] + (lower(a[i - 1]) != lower(b[j - 1]));

            row[j] = least(substituted, 1 + least(above[j], row[j - 1]));
            if (i > 1 && j > 1 && lower(a[i - 1]) == lower(b[j - 2]) &&
                lower(a[i - 2]) == lower(b[j - 1]))
                row[j] = least(row[j], rows[(i - 2) % 3][j - 2] + 1);
        }
    }
    return rows[m % 3][n];
}

const char *cairn_nearest(const char *word, const char *const *names, size_t n)
{
    const char *best = NULL;
    size_t limit = strlen(word) / 3;
    size_t best_distance;

    if (limit == 0)
        limit = 1;
    best_distance = limit + 1;
    for (size_t i = 0; i < n; i++) {
        size_t distance = cairn_nearest_distance(word, names[i]);

        if (distance < best_distance ||
            (best && distance == best_distance && strcmp(word, names[i]) == 0)) {
            best = names[i];
            best_distance = distance;
        }
    }
    return best;
}
