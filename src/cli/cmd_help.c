/* cairn help [COMMAND] */

#include "cli/manual.h"

static const struct cairn_option option_as = {
    .name = "as",
    .kind = CAIRN_OPTION_WORD,
    .value = "FORM",
    .help = "all of it as a manual page (man), or as completion for a shell (bash, zsh, fish)",
    .words = cairn_manual_forms,
};

static int run(struct cairn_call *call)
{
    struct cairn_buffer *out = &call->output->data;
    const struct cairn_command *command;

    int form = cairn_options_word(&call->options, &option_as);

    if (form >= 0) {
        cairn_manual_write((enum cairn_manual_form)form, out);
        return CAIRN_EXIT_FINE;
    }
    if (call->options.n_arguments == 0) {
        cairn_command_print(NULL, out);
        return CAIRN_EXIT_FINE;
    }
    command = cairn_command_find(call->options.arguments[0]);
    if (!command)
        return cairn_command_unknown(call->options.arguments[0]);
    cairn_command_print(command, out);
    return CAIRN_EXIT_FINE;
}

static void write_words(struct cairn_buffer *out)
{
    for (int i = 0; cairn_command_at(i); i++)
        cairn_buffer_appendf(out, "%s\n", cairn_command_at(i)->name);
}

static const struct cairn_option *const options[] = {&option_as, NULL};

const struct cairn_command cairn_cmd_help = {
    .name = "help",
    .arguments = "[COMMAND]",
    .help = "say what there is, or more about one command",
    .examples = "cairn help run\n"
                "cairn help --as man | man -l -\n"
                "source <(cairn help --as bash)\n",
    .most = 1,
    .words = write_words,
    .options = options,
    .run = run,
};
