#ifndef CAIRN_BASE_WIDE_H
#define CAIRN_BASE_WIDE_H

/*
 * 128-bit integers, for sums of squares of nanoseconds and for comparisons of two words at once. An
 * extension that gcc and clang share on 64-bit machines; its one spelling is here.
 */

__extension__ typedef __int128 cairn_int128;
__extension__ typedef unsigned __int128 cairn_uint128;

#endif
