#include "cli/style.h"

#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <unistd.h>

enum { NARROWEST = 20, WIDEST = 10000 };

static int usual_width(long width)
{
    return width >= NARROWEST && width <= WIDEST ? (int)width : 0;
}

static int width_of(int fd, bool terminal)
{
    const char *columns = getenv("COLUMNS");
    struct winsize size;
    int width = 0;

    if (columns)
        width = usual_width(strtol(columns, NULL, 10));
    if (width == 0 && terminal) {
        if (ioctl(fd, TIOCGWINSZ, &size) == 0)
            width = usual_width(size.ws_col);
        if (width == 0)
            width = 80;
    }
    return width;
}

struct cairn_style cairn_style_of(int fd)
{
    const char *no_colour = getenv("NO_COLOR");
    const char *term = getenv("TERM");
    struct cairn_style style = {.terminal = isatty(fd) == 1};

    style.colour =
        style.terminal && !(no_colour && *no_colour) && term && *term && strcmp(term, "dumb") != 0;
    style.width = width_of(fd, style.terminal);
    return style;
}

const char *cairn_style_on(struct cairn_style style, enum cairn_colour colour)
{
    static const char *const codes[] = {
        [CAIRN_BOLD] = "\033[1m",
        [CAIRN_RED] = "\033[1;31m",
        [CAIRN_YELLOW] = "\033[33m",
        [CAIRN_CYAN] = "\033[36m",
    };

    return style.colour ? codes[colour] : "";
}

const char *cairn_style_off(struct cairn_style style)
{
    return style.colour ? "\033[0m" : "";
}
