#include "base/sort.h"

#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

#include "base/alloc.h"

static int by_double(const void *a, const void *b)
{
    const double *p = a, *q = b;

    return (*p > *q) - (*p < *q);
}

static int by_int(const void *a, const void *b)
{
    const int *p = a, *q = b;

    return (*p > *q) - (*p < *q);
}

void cairn_sort_doubles(double *values, int n)
{
    if (n > 0)
        qsort(values, (size_t)n, sizeof *values, by_double);
}

int cairn_sort_distinct(int *values, int n)
{
    int kept = 0;

    if (n > 0)
        qsort(values, (size_t)n, sizeof *values, by_int);
    for (int i = 0; i < n; i++)
        if (kept == 0 || values[i] != values[kept - 1])
            values[kept++] = values[i];
    return kept;
}

struct items {
    size_t size; /* of one */
    int (*compare)(const void *, const void *);
    char *spare; /* room for half of them; owned */
};

static void merge_sort(const struct items *of, char *items, size_t n)
{
    size_t half = n / 2 * of->size, all = n * of->size, left = 0, right = half;

    if (n < 2)
        return;
    merge_sort(of, items, n / 2);
    merge_sort(of, items + half, n - n / 2);
    memcpy(of->spare, items, half);
    for (char *at = items; left < half; at += of->size) {
        bool take_right = right < all && of->compare(items + right, of->spare + left) < 0;

        memmove(at, take_right ? items + right : of->spare + left, of->size);
        *(take_right ? &right : &left) += of->size;
    }
}

void cairn_sort_stable(void *items, size_t n, size_t size,
                       int (*compare)(const void *, const void *))
{
    struct items of = {.size = size, .compare = compare};

    of.spare = cairn_calloc(n / 2 + 1, size);
    merge_sort(&of, items, n);
    cairn_free(of.spare);
}

int cairn_sorted_find(const int *values, int n, int value)
{
    const int *found = n > 0 ? bsearch(&value, values, (size_t)n, sizeof value, by_int) : NULL;

    return found ? (int)(found - values) : -1;
}
