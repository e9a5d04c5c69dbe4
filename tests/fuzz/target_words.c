/*
 * A command line, its words one per line, up to where a command would begin its work: only what
 * prints what it knows (help, list) does that, and what varies in a sweep is read.
 */

#include <string.h>

#include "base/alloc.h"
#include "cli/command.h"
#include "cli/said_vary.h"
#include "fuzz/fuzz.h"

enum { MOST_WORDS = 64 };

static void say_all(const struct cairn_options *options)
{
    struct cairn_buffer xml, error;

    cairn_buffer_init(&xml);
    cairn_buffer_init(&error);
    for (int i = 0; options->rows && options->rows[i]; i++) {
        const struct cairn_option *row = options->rows[i];
        const char *const *texts;
        size_t n = 0;

        if (row->kind != CAIRN_OPTION_TEXTS)
            continue;
        texts = cairn_options_texts(options, row, &n);
        for (size_t t = 0; t < n; t++) {
            cairn_said_vary(texts[t], &xml, &error);
            cairn_said_uncertain(texts[t], &xml, &error);
        }
    }
    cairn_buffer_release(&error);
    cairn_buffer_release(&xml);
}

/* Instead of the work of a command. */
static int stop_there(struct cairn_call *call)
{
    for (int i = 0; call->options.rows && call->options.rows[i]; i++) {
        const struct cairn_option *row = call->options.rows[i];

        cairn_options_given(&call->options, row);
        if (row->kind == CAIRN_OPTION_TEXT || row->kind == CAIRN_OPTION_PATH)
            cairn_options_text(&call->options, row, NULL);
        if (row->kind == CAIRN_OPTION_WORD)
            cairn_options_word(&call->options, row);
    }
    cairn_call_format(call);
    say_all(&call->options);
    return CAIRN_EXIT_FINE;
}

static void call(int n, char **words)
{
    const struct cairn_command *found = cairn_command_find(words[0]);
    struct cairn_command command;
    struct cairn_output output;

    if (!found) {
        cairn_command_unknown(words[0]);
        return;
    }
    command = *found;
    if (found != cairn_command_find("help") && found != cairn_command_find("list"))
        command.run = stop_there;
    cairn_output_init(&output);
    cairn_command_call(&command, n - 1, words + 1, &output);
    cairn_output_flush(&output);
    cairn_output_release(&output);
}

void fuzz_words(const uint8_t *data, size_t size)
{
    char *text = cairn_strndup((const char *)data, size);
    char *words[MOST_WORDS + 1] = {0};
    int n = 0;

    for (char *at = text; at && n < MOST_WORDS; n++) {
        char *end = strchr(at, '\n');

        words[n] = at;
        if (end)
            *end++ = '\0';
        at = end;
    }
    call(n, words);
    cairn_free(text);
}
