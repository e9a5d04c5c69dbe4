/*
 * api.h - what marks the functions of the library
 *
 * Everything without the mark is compiled with hidden visibility, so a function that a library user
 * may call carries it in its public header and nowhere else.
 */
#ifndef CAIRN_API_H
#define CAIRN_API_H

/* Tells C++ that it is a function of C. */
#ifdef __cplusplus
#define CAIRN_LANGUAGE extern "C"
#else
#define CAIRN_LANGUAGE
#endif

/* Begins the declaration of a function that the shared library exports. */
#if defined(__GNUC__)
#define CAIRN_API CAIRN_LANGUAGE __attribute__((visibility("default")))
#else
#define CAIRN_API CAIRN_LANGUAGE
#endif

#endif
