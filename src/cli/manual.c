#include "cli/manual.h"

#include <string.h>

#include <cairn/version.h>

const char *const cairn_manual_forms[] = {"man", "bash", "zsh", "fish", NULL};

void cairn_manual_write(enum cairn_manual_form form, struct cairn_buffer *out)
{
    switch (form) {
    case CAIRN_MANUAL_PAGE:
        cairn_manual_page(out);
        break;
    case CAIRN_MANUAL_BASH:
        cairn_completion_bash(out);
        break;
    case CAIRN_MANUAL_ZSH:
        cairn_completion_zsh(out);
        break;
    case CAIRN_MANUAL_FISH:
        cairn_completion_fish(out);
        break;
    }
}

/* ---- roff ---- */

/* Text as roff takes it: a dot or quote that begins a line, backslashes and dashes. */
static void roff_text(const char *text, struct cairn_buffer *out)
{
    bool begins = true;

    for (; *text; text++) {
        if (begins && (*text == '.' || *text == '\''))
            cairn_buffer_puts(out, "\\&");
        begins = *text == '\n';
        if (*text == '\\')
            cairn_buffer_puts(out, "\\e");
        else if (*text == '-')
            cairn_buffer_puts(out, "\\-");
        else
            cairn_buffer_putc(out, *text);
    }
}

/* Lines as they are, indented. */
static void roff_lines(const char *text, struct cairn_buffer *out)
{
    cairn_buffer_puts(out, ".nf\n");
    roff_text(text, out);
    cairn_buffer_puts(out, ".fi\n");
}

static void roff_option(const struct cairn_option *option, struct cairn_buffer *out)
{
    cairn_buffer_puts(out, ".TP\n");
    if (option->letter)
        cairn_buffer_appendf(out, "\\fB\\-%c\\fR, ", option->letter);
    cairn_buffer_puts(out, "\\fB\\-\\-");
    roff_text(option->name, out);
    cairn_buffer_puts(out, "\\fR");
    if (option->value)
        cairn_buffer_appendf(out, " \\fI%s\\fR", option->value);
    cairn_buffer_putc(out, '\n');
    roff_text(option->help, out);
    cairn_buffer_putc(out, '\n');
}

static void roff_command(const struct cairn_command *command, struct cairn_buffer *out)
{
    cairn_buffer_puts(out, ".SS \"cairn ");
    roff_text(command->name, out);
    if (*command->arguments) {
        cairn_buffer_putc(out, ' ');
        roff_text(command->arguments, out);
    }
    cairn_buffer_puts(out, "\"\n");
    roff_text(command->help, out);
    cairn_buffer_puts(out, ".\n");
    if (command->details) {
        cairn_buffer_puts(out, ".PP\n");
        roff_lines(command->details, out);
    }
    if (command->list) {
        struct cairn_buffer lines;

        cairn_buffer_init(&lines);
        command->list(&lines);
        cairn_buffer_puts(out, ".PP\n");
        roff_lines(lines.data, out);
        cairn_buffer_release(&lines);
    }
    for (int i = 0; command->options && command->options[i]; i++)
        roff_option(command->options[i], out);
    if (command->examples) {
        cairn_buffer_puts(out, ".PP\n.RS\n");
        roff_lines(command->examples, out);
        cairn_buffer_puts(out, ".RE\n");
    }
}

void cairn_manual_page(struct cairn_buffer *out)
{
    const struct cairn_command *command;

    cairn_buffer_appendf(out, ".TH CAIRN 1 \"\" \"cairn %s\" \"User Commands\"\n", cairn_version());
    cairn_buffer_puts(out, ".SH NAME\n"
                           "cairn \\- where to run AI inference so that it emits the least carbon\n"
                           ".SH SYNOPSIS\n"
                           "\\fBcairn\\fR \\fICOMMAND\\fR [\\fIOPTION\\fR...] "
                           "[\\fIARGUMENT\\fR...]\n"
                           ".SH DESCRIPTION\n"
                           "Reads scenarios (models, request loads, edge devices, cloud regions,\n"
                           "network links), simulates them, and writes the placement that emits\n"
                           "the least carbon and keeps its promises to an SQLite file, with the\n"
                           "evidence for it.\n"
                           ".SH COMMANDS\n");
    for (int i = 0; (command = cairn_command_at(i)); i++)
        roff_command(command, out);
    cairn_buffer_puts(out,
                      ".SH EXIT STATUS\n"
                      "0 fine, 1 could not, 2 usage, 3 invalid input, 4 part failed,\n"
                      "130 interrupted (what was finished is kept, the same command goes on).\n"
                      ".SH ENVIRONMENT\n"
                      ".TP\n"
                      "\\fBNO_COLOR\\fR\n"
                      "if set, no colours on a terminal\n"
                      ".TP\n"
                      "\\fBCOLUMNS\\fR\n"
                      "width of tables and help, in place of that of the terminal\n"
                      ".TP\n"
                      "\\fBTMPDIR\\fR\n"
                      "folder of what gnuplot reads while it draws (/tmp)\n");
}
