#ifndef CAIRN_BASE_ESCAPE_H
#define CAIRN_BASE_ESCAPE_H

/*
 * Escaping: text as XML and HTML write it, so that a reader gets back the same text and nothing of
 * it is markup, neither as content nor as the value of an attribute in double quotes. All that
 * writes markup goes through here.
 *
 * Not here: attributes in single quotes, scripts and addresses, and bytes that are no UTF-8 or that
 * XML does not have (utf8.h says which).
 */

#include <stddef.h>

#include "base/buffer.h"

/* Appends `size` bytes of text. */
void cairn_escape_xml(struct cairn_buffer *out, const char *text, size_t size);

/* The same on one line: a blank in the place of each control character. */
void cairn_escape_xml_line(struct cairn_buffer *out, const char *text, size_t size);

#endif
