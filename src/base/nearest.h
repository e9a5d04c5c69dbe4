#ifndef CAIRN_BASE_NEAREST_H
#define CAIRN_BASE_NEAREST_H

/*
 * "Did you mean": the name nearest to a misspelt word.
 *
 * Distance is the optimal string alignment form of Damerau-Levenshtein (Damerau 1964: a swap of two
 * neighbours, an insertion, a deletion and a substitution each cost 1), counted in bytes, a change
 * of ASCII case costing nothing until there is a tie.
 */

#include <stddef.h>

/* Edits between two strings, ASCII case ignored; strings over 63 bytes compare as far away. */
size_t cairn_nearest_distance(const char *a, const char *b);

/*
 * The nearest of `n` names, or NULL when none lies within max(1, length of word / 3) edits. Ties
 * go to an exact-case match, then to the first. The result is one of `names`.
 */
const char *cairn_nearest(const char *word, const char *const *names, size_t n);

#endif
