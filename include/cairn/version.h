#ifndef CAIRN_VERSION_H
#define CAIRN_VERSION_H

/*
 * Which cairn this is: the macro is the version of the headers a program was compiled with, the
 * function that of the library it runs with. Both read MAJOR.MINOR.PATCH; a program compiled
 * against one MAJOR runs with any later library of that MAJOR, whose number the name of the shared
 * library (libcairn.so.MAJOR) holds; while MAJOR is 0, MINOR may break that. The build takes its
 * version from here.
 */

#include <cairn/api.h>

/* The version of the headers. */
#define CAIRN_VERSION_STRING "0.1.0"

/* The version of the library, a static string. */
CAIRN_API const char *cairn_version(void);

#endif
