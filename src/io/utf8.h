#ifndef CAIRN_IO_UTF8_H
#define CAIRN_IO_UTF8_H

/* Is this text? Files are UTF-8 (RFC 3629) without control characters. */

#include <stddef.h>

/*
 * The first byte that begins no UTF-8 character, or that is a control character other than tab,
 * carriage return and newline; NULL where there is none.
 */
const char *cairn_utf8_bad(const char *bytes, size_t size);

#endif
