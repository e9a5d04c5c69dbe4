#ifndef CAIRN_BASE_DATADIR_H
#define CAIRN_BASE_DATADIR_H

/*
 * Where `make install` puts the files that cairn reads at run time: the shipped scenarios, and the
 * catalogues in "catalogue/" below it. The path is fixed when the library is compiled and need not
 * exist: a program that runs from its build directory finds its scenarios elsewhere.
 */

/* An absolute path without a final slash, a static string. */
const char *cairn_datadir(void);

#endif
