#include "base/datadir.h"

#ifndef CAIRN_DATADIR
#error "the Makefile defines CAIRN_DATADIR for this file"
#endif

const char *cairn_datadir(void)
{
    return CAIRN_DATADIR;
}
