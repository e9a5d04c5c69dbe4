#ifndef CAIRN_MATH_GSL_MEMORY_H
#define CAIRN_MATH_GSL_MEMORY_H

/*
 * Makes memory that GSL cannot get end the process as everywhere in cairn (alloc.h), where GSL by
 * itself aborts. Its other errors are programmer's mistakes, and still abort. For programs, first
 * of all; a library does not decide this for who embeds it.
 */
void cairn_gsl_never_lacks_memory(void);

#endif
