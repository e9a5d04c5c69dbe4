#ifndef CAIRN_BASE_SORT_H
#define CAIRN_BASE_SORT_H

/*
 * Sorting of plain numbers, ascending, in place; and of structs, where their order leaves some
 * equal. Where no two are, qsort() will do.
 */

#include <stddef.h>

/* No NaN. */
void cairn_sort_doubles(double *values, int n);

/* Leaves each value once; returns how many these are. */
int cairn_sort_distinct(int *values, int n);

/* Ascending; equal items stay as they stood, which qsort() does with some libraries only. */
void cairn_sort_stable(void *items, size_t n, size_t size,
                       int (*compare)(const void *, const void *));

/* Where a value stands among n distinct ones that are sorted; -1: nowhere. */
int cairn_sorted_find(const int *values, int n, int value);

#endif
