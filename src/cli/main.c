/* The program: finds the command, calls it, and makes sure that its output arrived. */

#include <string.h>

#include <cairn/version.h>

#include "cli/command.h"
#include "io/xml.h"
#include "math/gsl_memory.h"

static int dispatch(int argc, char **argv, struct cairn_output *output)
{
    const struct cairn_command *command;

    if (argc < 2) {
        cairn_output_message("which command? see 'cairn help'");
        return CAIRN_EXIT_USAGE;
    }
    if (strcmp(argv[1], "--version") == 0) {
        cairn_buffer_appendf(&output->data, "cairn %s\n", cairn_version());
        return CAIRN_EXIT_FINE;
    }
    if (strcmp(argv[1], "--help") == 0 || strcmp(argv[1], "-h") == 0) {
        cairn_command_print(NULL, &output->data);
        return CAIRN_EXIT_FINE;
    }
    if (argv[1][0] == '-') {
        cairn_output_message("unknown option %s where a command belongs; see 'cairn help'",
                             argv[1]);
        return CAIRN_EXIT_USAGE;
    }
    command = cairn_command_find(argv[1]);
    if (!command)
        return cairn_command_unknown(argv[1]);
    return cairn_command_call(command, argc - 2, argv + 2, output);
}

int main(int argc, char **argv)
{
    struct cairn_output output;
    int status;

    cairn_xml_never_lacks_memory();
    cairn_gsl_never_lacks_memory();
    cairn_output_init(&output);
    status = dispatch(argc, argv, &output);
    if (!cairn_output_flush(&output) && status == CAIRN_EXIT_FINE)
        status = CAIRN_EXIT_FAILED;
    cairn_output_release(&output);
    return status;
}
