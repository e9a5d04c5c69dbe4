#ifndef CAIRN_API_H
#define CAIRN_API_H

/*
 * CAIRN_API marks what the shared library exports. Everything else is compiled with hidden
 * visibility, so a function that a library user may call carries this mark in its public header
 * and nowhere else. It also tells C++ that it is a function of C.
 */
#ifdef __cplusplus
#define CAIRN_LANGUAGE extern "C"
#else
#define CAIRN_LANGUAGE
#endif

#if defined(__GNUC__)
#define CAIRN_API CAIRN_LANGUAGE __attribute__((visibility("default")))
#else
#define CAIRN_API CAIRN_LANGUAGE
#endif

#endif
