#ifndef CAIRN_MATH_ARITHMETIC_H
#define CAIRN_MATH_ARITHMETIC_H

/*
 * The arithmetic of this machine: one number that differs where its C library rounds exp, log, pow
 * or log1p to other bits.
 *
 * Everything else that a simulation computes has the same bits on every machine. These functions
 * have not: they are within one unit of the last place everywhere, but a C library may choose
 * another variant for a processor with fused multiplication, and another library has other
 * variants. Samples from machines with different numbers must not be mixed.
 *
 * The number is a hash of results for some thousands of arguments, since variants of one function
 * agree for most. Equal numbers are strong evidence, no proof. Takes about a millisecond.
 */

#include <stdint.h>

uint64_t cairn_arithmetic_fingerprint(void);

#endif
