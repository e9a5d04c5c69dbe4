#include "cli/remember.h"

#include <string.h>

#include "base/alloc.h"

/* Beside a file: in the same folder. */
static char *beside(const char *results)
{
    const char *slash = strrchr(results, '/');
    int folder = slash ? (int)(slash - results) + 1 : 0;

    return cairn_format("%.*scairn.cache", folder, results);
}

static void warn(struct cairn_call *call, struct cairn_remembering *remembering)
{
    const char *text = cairn_archive_text(&remembering->archive);

    if (text)
        cairn_call_say(call, "warning: %s", text);
}

void cairn_call_remember(struct cairn_call *call, const char *results,
                         struct cairn_remembering *remembering)
{
    const char *path = cairn_options_text(&call->options, &cairn_option_cache, NULL);

    *remembering = (struct cairn_remembering){0};
    if (path)
        remembering->path = cairn_strdup(path);
    else if (results && !cairn_options_given(&call->options, &cairn_option_no_cache))
        remembering->path = beside(results);
    if (!remembering->path)
        return;
    cairn_archive_open(&remembering->archive, remembering->path);
    warn(call, remembering);
}

struct cairn_archive *cairn_remembering_archive(struct cairn_remembering *remembering)
{
    return remembering->path ? &remembering->archive : NULL;
}

void cairn_call_forget(struct cairn_call *call, struct cairn_remembering *remembering)
{
    if (!remembering->path)
        return;
    cairn_archive_flush(&remembering->archive);
    warn(call, remembering);
    cairn_archive_close(&remembering->archive);
    cairn_free(remembering->path);
    *remembering = (struct cairn_remembering){0};
}
