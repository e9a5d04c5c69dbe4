#include "cli/call.h"

#include <stdarg.h>
#include <unistd.h>

#include "base/alloc.h"
#include "base/cpus.h"
#include "cli/table.h"

enum cairn_format cairn_call_format(const struct cairn_call *call)
{
    if (cairn_options_given(&call->options, &cairn_option_json))
        return CAIRN_FORMAT_JSON;
    if (cairn_options_given(&call->options, &cairn_option_csv))
        return CAIRN_FORMAT_CSV;
    return CAIRN_FORMAT_TEXT;
}

struct cairn_workers *cairn_call_workers(const struct cairn_call *call)
{
    uint64_t most = cairn_option_threads.high;
    uint64_t cpus = (uint64_t)cairn_cpus();

    return cairn_workers_new(
        (int)cairn_options_count(&call->options, &cairn_option_threads, cpus < most ? cpus : most));
}

void cairn_call_say(struct cairn_call *call, const char *format, ...)
{
    va_list args;
    char *text;

    if (call->quiet)
        return;
    va_start(args, format);
    text = cairn_format_v(format, args);
    va_end(args);
    cairn_progress_clear(&call->progress);
    cairn_output_message("%s", text);
    cairn_free(text);
}

int cairn_call_fail(struct cairn_call *call, int status, const char *format, ...)
{
    va_list args;
    char *text;

    va_start(args, format);
    text = cairn_format_v(format, args);
    va_end(args);
    cairn_progress_clear(&call->progress);
    cairn_output_message("%s", text);
    cairn_free(text);
    return status;
}

void cairn_call_table(struct cairn_call *call, const struct cairn_table *table)
{
    cairn_table_write(table, cairn_call_format(call), cairn_style_of(STDOUT_FILENO),
                      &call->output->data);
}

void cairn_call_diagnostics(struct cairn_call *call, const struct cairn_diag *diag)
{
    cairn_progress_clear(&call->progress);
    cairn_output_diagnostics(diag);
}
