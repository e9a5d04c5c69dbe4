#include "base/sort.h"

#include <stdlib.h>

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

int cairn_sorted_find(const int *values, int n, int value)
{
    const int *found = n > 0 ? bsearch(&value, values, (size_t)n, sizeof value, by_int) : NULL;

    return found ? (int)(found - values) : -1;
}
