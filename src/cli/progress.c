#include "cli/progress.h"

#include <stdarg.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

#include "base/buffer.h"
#include "cli/style.h"
#include "cli/width.h"

static const int64_t interval_ns = 100000000;
static const char rewind_line[] = "\r\033[K";

static int64_t now_ns(void)
{
    struct timespec time;

    clock_gettime(CLOCK_MONOTONIC, &time);
    return (int64_t)time.tv_sec * 1000000000 + time.tv_nsec;
}

static void put(const char *bytes, size_t size)
{
    (void)!write(STDERR_FILENO, bytes, size);
}

void cairn_progress_init(struct cairn_progress *progress, bool quiet)
{
    const char *term = getenv("TERM");

    *progress = (struct cairn_progress){0};
    progress->wanted =
        !quiet && isatty(STDERR_FILENO) == 1 && term && *term && strcmp(term, "dumb") != 0;
}

void cairn_progress_update(struct cairn_progress *progress, double share, const char *format, ...)
{
    struct cairn_buffer line;
    int64_t now;
    va_list args;
    int width;

    if (!progress->wanted)
        return;
    now = now_ns();
    if (progress->shown && now - progress->last_ns < interval_ns)
        return;
    cairn_buffer_init(&line);
    if (share >= 0)
        cairn_buffer_appendf(&line, "%3.0f %%  ", 100 * (share < 1 ? share : 1));
    va_start(args, format);
    cairn_buffer_appendf_v(&line, format, args);
    va_end(args);
    width = cairn_style_of(STDERR_FILENO).width - 1;
    put(rewind_line, sizeof rewind_line - 1);
    put(line.data, cairn_width_cut(line.data, line.size, width));
    cairn_buffer_release(&line);
    progress->shown = true;
    progress->last_ns = now;
}

void cairn_progress_clear(struct cairn_progress *progress)
{
    if (progress->shown)
        put(rewind_line, sizeof rewind_line - 1);
    progress->shown = false;
}
