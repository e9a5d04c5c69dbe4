/* cairn help [COMMAND] */

#include "cli/command.h"

static int run(struct cairn_call *call)
{
    const struct cairn_command *command;

    if (call->options.n_arguments == 0) {
        cairn_command_overview(&call->output->data);
        return CAIRN_EXIT_FINE;
    }
    command = cairn_command_find(call->options.arguments[0]);
    if (!command)
        return cairn_command_unknown(call->options.arguments[0]);
    cairn_command_help(command, &call->output->data);
    return CAIRN_EXIT_FINE;
}

const struct cairn_command cairn_cmd_help = {
    .name = "help",
    .arguments = "[COMMAND]",
    .help = "say what there is, or more about one command",
    .most = 1,
    .run = run,
};
