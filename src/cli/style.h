#ifndef CAIRN_CLI_STYLE_H
#define CAIRN_CLI_STYLE_H

/*
 * Style: whether a stream takes colour, and how wide it is.
 *
 * Colour is used on terminals only, never when NO_COLOR is set to any text or TERM is "dumb", and
 * only where it means something: red for errors, yellow for warnings, bold and cyan for headings.
 * Text is complete without it.
 *
 * The width is COLUMNS where that is set to a number, else that of the terminal; what is no
 * terminal has no width, so that nothing is cut in files and pipes.
 */

#include <stdbool.h>

struct cairn_style {
    bool terminal;
    bool colour;
    int width; /* columns; 0: unlimited */
};

enum cairn_colour { CAIRN_BOLD, CAIRN_RED, CAIRN_YELLOW, CAIRN_CYAN };

/* The style of a file descriptor. */
struct cairn_style cairn_style_of(int fd);

/* What to write before and after coloured text; "" without colour. */
const char *cairn_style_on(struct cairn_style style, enum cairn_colour colour);
const char *cairn_style_off(struct cairn_style style);

#endif
