#ifndef CAIRN_BASE_SORT_H
#define CAIRN_BASE_SORT_H

/*
 * Sorting of plain numbers, ascending, in place. Structs are sorted where they are, by their own
 * order.
 */

/* No NaN. */
void cairn_sort_doubles(double *values, int n);

/* Leaves each value once; returns how many these are. */
int cairn_sort_distinct(int *values, int n);

/* Where a value stands among n distinct ones that are sorted; -1: nowhere. */
int cairn_sorted_find(const int *values, int n, int value);

#endif
