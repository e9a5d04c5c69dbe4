#include "cli/command.h"

#include <string.h>
#include <unistd.h>

#include "base/alloc.h"
#include "base/nearest.h"
#include "cli/narrow.h"
#include "cli/style.h"

static const struct cairn_command *const commands[] = {
#define COMMAND_ENTRY(word) &cairn_cmd_##word,
    CAIRN_COMMANDS(COMMAND_ENTRY)
#undef COMMAND_ENTRY
};
static const size_t n_commands = sizeof commands / sizeof *commands;

static const char *const command_names[] = {
#define COMMAND_NAME(word) #word,
    CAIRN_COMMANDS(COMMAND_NAME)
#undef COMMAND_NAME
};

const struct cairn_command *cairn_command_at(int index)
{
    return (size_t)index < n_commands ? commands[index] : NULL;
}

const struct cairn_command *cairn_command_find(const char *name)
{
    for (size_t i = 0; i < n_commands; i++)
        if (strcmp(commands[i]->name, name) == 0)
            return commands[i];
    return NULL;
}

int cairn_command_unknown(const char *name)
{
    const char *near = cairn_nearest(name, command_names, n_commands);

    if (near)
        cairn_output_message("no command \"%s\"; did you mean %s?", name, near);
    else
        cairn_output_message("no command \"%s\"; see 'cairn help'", name);
    return CAIRN_EXIT_USAGE;
}

/* ---- help ---- */

void cairn_command_overview(struct cairn_buffer *out)
{
    char *calls[sizeof commands / sizeof *commands];
    size_t width = 0;

    cairn_buffer_puts(out,
                      "usage: cairn COMMAND [OPTION...] [ARGUMENT...]\n"
                      "\n"
                      "Finds the placement of AI inference, on edge devices or in cloud regions,\n"
                      "that emits the least carbon and keeps its promises.\n"
                      "\n");
    for (size_t i = 0; i < n_commands; i++) {
        calls[i] = cairn_format("%s %s", commands[i]->name, commands[i]->arguments);
        width = strlen(calls[i]) > width ? strlen(calls[i]) : width;
    }
    for (size_t i = 0; i < n_commands; i++) {
        cairn_buffer_appendf(out, "  %-*s  %s\n", (int)width, calls[i], commands[i]->help);
        cairn_free(calls[i]);
    }
    cairn_buffer_puts(out,
                      "\n"
                      "'cairn help COMMAND' says more about one, 'cairn --version' which cairn "
                      "this is.\n"
                      "Exit status: 0 fine, 1 could not, 2 usage, 3 invalid input, 4 part failed,\n"
                      "130 interrupted.\n");
}

static void write_usage(const struct cairn_command *command, struct cairn_buffer *out)
{
    cairn_buffer_appendf(out, "usage: cairn %s [OPTION...]%s%s\n", command->name,
                         *command->arguments ? " " : "", command->arguments);
}

void cairn_command_help(const struct cairn_command *command, struct cairn_buffer *out)
{
    const char *line = command->examples;

    write_usage(command, out);
    cairn_buffer_appendf(out, "\n%s\n", command->help);
    if (command->details)
        cairn_buffer_appendf(out, "\n%s", command->details);
    if (command->list) {
        cairn_buffer_putc(out, '\n');
        command->list(out);
    }
    cairn_buffer_puts(out, "\noptions\n");
    cairn_options_help(command->options, out);
    if (line)
        cairn_buffer_puts(out, "\nexamples\n");
    while (line && *line) {
        size_t size = strcspn(line, "\n") + 1;

        cairn_buffer_puts(out, "  ");
        cairn_buffer_append(out, line, size);
        line += size;
    }
}

void cairn_command_print(const struct cairn_command *command, struct cairn_buffer *out)
{
    struct cairn_buffer text;

    cairn_buffer_init(&text);
    if (command)
        cairn_command_help(command, &text);
    else
        cairn_command_overview(&text);
    cairn_narrow(text.data, cairn_style_of(STDOUT_FILENO).width, out);
    cairn_buffer_release(&text);
}

/* ---- calling ---- */

static bool argument_count_fits(const struct cairn_call *call)
{
    const struct cairn_command *command = call->command;
    int n = call->options.n_arguments;

    if (n < command->least)
        cairn_output_message("%s needs %s; see 'cairn help %s'", command->name, command->arguments,
                             command->name);
    else if (command->most >= 0 && n > command->most)
        cairn_output_message("%s does not take \"%s\"; see 'cairn help %s'", command->name,
                             call->options.arguments[command->most], command->name);
    else
        return true;
    return false;
}

static int run_call(struct cairn_call *call)
{
    int status;

    if (call->options.help) {
        cairn_command_print(call->command, &call->output->data);
        return CAIRN_EXIT_FINE;
    }
    if (!argument_count_fits(call))
        return CAIRN_EXIT_USAGE;
    call->quiet = cairn_options_given(&call->options, &cairn_option_quiet);
    cairn_progress_init(&call->progress, call->quiet);
    status = call->command->run(call);
    cairn_progress_clear(&call->progress);
    return status;
}

int cairn_command_call(const struct cairn_command *command, int argc, char *const *argv,
                       struct cairn_output *output)
{
    struct cairn_call call = {.command = command, .output = output};
    struct cairn_buffer error;
    int status = CAIRN_EXIT_USAGE;

    cairn_buffer_init(&error);
    cairn_options_init(&call.options, command->name, command->options);
    if (cairn_options_parse(&call.options, argc, argv, &error))
        status = run_call(&call);
    else
        cairn_output_message("%s", error.data);
    cairn_options_release(&call.options);
    cairn_buffer_release(&error);
    return status;
}
