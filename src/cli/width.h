#ifndef CAIRN_CLI_WIDTH_H
#define CAIRN_CLI_WIDTH_H

/*
 * Width: how many columns UTF-8 text takes on a terminal, whatever the locale of the process.
 *
 * One column per character, none for combining marks and joiners, two for the wide blocks of East
 * Asian scripts and emoji (Unicode Standard Annex 11, by ranges, not by full table). A byte that
 * is no UTF-8 counts as one column. A control character counts as one: whoever prints text from
 * files replaces it first (cairn_width_clean).
 */

#include <stddef.h>

#include "base/buffer.h"

/* Reads the character at the start of `size` > 0 bytes; returns its bytes, 1 for a broken one,
 * whose *code is then 0xfffd. */
size_t cairn_width_next(const char *text, size_t size, unsigned long *code);

/* Columns that one character takes: 0, 1 or 2. */
int cairn_width_of(unsigned long code);

/* Columns that `size` bytes take. */
int cairn_width(const char *text, size_t size);

/* How many of the `size` bytes fit into `columns`, never cutting a character. */
size_t cairn_width_cut(const char *text, size_t size, int columns);

/* Appends the text with control characters as spaces and broken bytes as U+FFFD, so that a
 * terminal shows what is there and does nothing else. */
void cairn_width_clean(const char *text, struct cairn_buffer *out);

/* Bytes of the first line of a text that is broken at blanks; *skip is how many to go on behind.
 * A word longer than the line is broken, after one character at least, so that it ends. */
size_t cairn_width_line(const char *text, int columns, size_t *skip);

/* Appends the text in lines of so many columns, those behind the first indented; 0: in one line. */
void cairn_width_wrap(const char *text, int columns, int indent, struct cairn_buffer *out);

#endif
