#include "cli/pace.h"

#include <string.h>

#include "base/buffer.h"

/* Minutes and hours are enough to decide whether to wait. */
static void append_duration(double seconds, struct cairn_buffer *text)
{
    if (seconds < 90)
        cairn_buffer_appendf(text, "%.0f s", seconds);
    else if (seconds < 90 * 60)
        cairn_buffer_appendf(text, "%.0f min", seconds / 60);
    else
        cairn_buffer_appendf(text, "%.1f h", seconds / 3600);
}

/* ", 32 a second, 1 min left" of so many done in a time, and left; nothing while none is done. */
static void append_pace(int64_t done, int64_t left, double seconds, struct cairn_buffer *text)
{
    double rate = seconds > 0 ? (double)done / seconds : 0;

    if (rate <= 0)
        return;
    cairn_buffer_appendf(text, rate < 1 ? ", %.2g a minute, " : ", %.3g a second, ",
                         rate < 1 ? 60 * rate : rate);
    append_duration((double)left / rate, text);
    cairn_buffer_puts(text, " left");
}

void cairn_pace_tell(struct cairn_pace *pace, struct cairn_progress *progress, const char *of,
                     const char *what, int64_t done, int64_t all)
{
    struct cairn_buffer text;
    struct timespec now;
    double seconds;

    clock_gettime(CLOCK_MONOTONIC, &now);
    if (!pace->counted || strcmp(pace->counted, what) != 0 || done < pace->begun_with)
        *pace = (struct cairn_pace){.counted = what, .began = now, .begun_with = done};
    seconds = (double)(now.tv_sec - pace->began.tv_sec) +
              (double)(now.tv_nsec - pace->began.tv_nsec) / 1e9;
    cairn_buffer_init(&text);
    cairn_buffer_appendf(&text, "%s: %lld of %lld %s", of, (long long)done, (long long)all, what);
    append_pace(done - pace->begun_with, all - done, seconds, &text);
    cairn_progress_update(progress, (double)done / (double)all, "%s", text.data);
    cairn_buffer_release(&text);
}
