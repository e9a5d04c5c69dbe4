#ifndef CAIRN_CLI_NARROW_H
#define CAIRN_CLI_NARROW_H

/*
 * Help, which is written for wide lines, on a narrow terminal.
 *
 * Lines that fit stay. Prose, lines without indentation up to an empty one, is filled anew where
 * one of them does not fit. An indented line goes on below where its second column starts, two
 * blanks behind the first. What stands below "examples" is commands, which nobody may break.
 */

#include "base/buffer.h"

/* Appends the text in lines of so many columns; 0: as it is. */
void cairn_narrow(const char *text, int columns, struct cairn_buffer *out);

#endif
