#ifndef CAIRN_API_H
#define CAIRN_API_H

/*
 * CAIRN_API marks what the shared library exports. Everything else is compiled with hidden
 * visibility, so a function that a library user may call carries this mark in its public header
 * and nowhere else.
 */
#if defined(__GNUC__)
#define CAIRN_API __attribute__((visibility("default")))
#else
#define CAIRN_API
#endif

#endif
