/* Scripts that complete command lines (manual.h). */

#include <string.h>

#include "cli/manual.h"

/* The words that the first argument of a command may be, one per line. */
static void words_of(const struct cairn_command *command, struct cairn_buffer *words)
{
    cairn_buffer_clear(words);
    if (command->words)
        command->words(words);
}

/* The same on one line. */
static void put_words(const struct cairn_command *command, struct cairn_buffer *out)
{
    struct cairn_buffer words;

    cairn_buffer_init(&words);
    words_of(command, &words);
    for (const char *at = words.data; *at; at++)
        cairn_buffer_putc(out, *at == '\n' ? ' ' : *at);
    cairn_buffer_release(&words);
}

static void put_values(const struct cairn_option *option, const char *between,
                       struct cairn_buffer *out)
{
    for (int i = 0; option->words[i]; i++)
        cairn_buffer_appendf(out, "%s%s", i > 0 ? between : "", option->words[i]);
}

static void put_options(const struct cairn_command *command, struct cairn_buffer *out)
{
    for (int i = 0; command->options && command->options[i]; i++)
        cairn_buffer_appendf(out, "--%s ", command->options[i]->name);
    cairn_buffer_puts(out, "--help");
}

static void put_commands(struct cairn_buffer *out)
{
    const struct cairn_command *command;

    for (int i = 0; (command = cairn_command_at(i)); i++)
        cairn_buffer_appendf(out, "%s%s", i > 0 ? " " : "", command->name);
}

/* Text between single quotes. */
static void put_quoted(const char *text, struct cairn_buffer *out)
{
    for (; *text; text++)
        if (*text == '\'')
            cairn_buffer_puts(out, "'\\''");
        else
            cairn_buffer_putc(out, *text);
}

/* ---- bash ---- */

static void bash_command(const struct cairn_command *command, struct cairn_buffer *out)
{
    cairn_buffer_appendf(out, "    %s)\n        options='", command->name);
    put_options(command, out);
    cairn_buffer_puts(out, "'\n        words='");
    put_words(command, out);
    cairn_buffer_puts(out, "'\n        case $before in\n");
    for (int i = 0; command->options && command->options[i]; i++) {
        const struct cairn_option *option = command->options[i];

        if (!option->words)
            continue;
        cairn_buffer_appendf(out, "        --%s) options= words='", option->name);
        put_values(option, " ", out);
        cairn_buffer_puts(out, "' ;;\n");
    }
    cairn_buffer_puts(out, "        esac\n        ;;\n");
}

void cairn_completion_bash(struct cairn_buffer *out)
{
    const struct cairn_command *command;

    cairn_buffer_puts(out, "# bash completion of cairn; written by `cairn help --as bash`\n"
                           "_cairn() {\n"
                           "    local word=${COMP_WORDS[COMP_CWORD]} "
                           "before=${COMP_WORDS[COMP_CWORD - 1]} options= words=\n"
                           "    if [ \"$COMP_CWORD\" -eq 1 ]; then\n"
                           "        COMPREPLY=($(compgen -W '");
    put_commands(out);
    cairn_buffer_puts(out, " --version --help' -- \"$word\"))\n"
                           "        return\n"
                           "    fi\n"
                           "    case ${COMP_WORDS[1]} in\n");
    for (int i = 0; (command = cairn_command_at(i)); i++)
        bash_command(command, out);
    cairn_buffer_puts(out, "    esac\n"
                           "    case $word in\n"
                           "    -*) COMPREPLY=($(compgen -W \"$options\" -- \"$word\")) ;;\n"
                           "    *) COMPREPLY=($(compgen -W \"$words\" -- \"$word\") "
                           "$(compgen -f -- \"$word\")) ;;\n"
                           "    esac\n"
                           "}\n"
                           "complete -o filenames -F _cairn cairn\n");
}

/* ---- zsh ---- */

static void zsh_option(const struct cairn_option *option, struct cairn_buffer *out)
{
    cairn_buffer_appendf(out, " \\\n            '--%s[", option->name);
    for (const char *at = option->help; *at; at++) { /* brackets and colons end a description */
        if (strchr("[]:\\", *at))
            cairn_buffer_putc(out, '\\');
        if (*at == '\'')
            cairn_buffer_puts(out, "'\\''");
        else
            cairn_buffer_putc(out, *at);
    }
    cairn_buffer_puts(out, "]");
    if (option->words) {
        cairn_buffer_appendf(out, ":%s:(", option->value);
        put_values(option, " ", out);
        cairn_buffer_puts(out, ")");
    } else if (option->value) {
        cairn_buffer_appendf(out, ":%s:%s", option->value,
                             option->kind == CAIRN_OPTION_PATH ? "_files" : "");
    }
    cairn_buffer_puts(out, "'");
}

static void zsh_command(const struct cairn_command *command, struct cairn_buffer *out)
{
    cairn_buffer_appendf(out, "    %s)\n        _arguments", command->name);
    for (int i = 0; command->options && command->options[i]; i++)
        zsh_option(command->options[i], out);
    if (command->words) {
        cairn_buffer_puts(out, " \\\n            '1:word:(");
        put_words(command, out);
        cairn_buffer_puts(out, ")'");
    }
    cairn_buffer_puts(out, " \\\n            '*:file:_files'\n        ;;\n");
}

void cairn_completion_zsh(struct cairn_buffer *out)
{
    const struct cairn_command *command;

    cairn_buffer_puts(out, "#compdef cairn\n"
                           "# zsh completion of cairn; written by `cairn help --as zsh`\n"
                           "_cairn() {\n"
                           "    local -a commands\n"
                           "    commands=(\n");
    for (int i = 0; (command = cairn_command_at(i)); i++) {
        cairn_buffer_appendf(out, "        '%s:", command->name);
        put_quoted(command->help, out);
        cairn_buffer_puts(out, "'\n");
    }
    cairn_buffer_puts(out, "    )\n"
                           "    if ((CURRENT == 2)); then\n"
                           "        _describe command commands\n"
                           "        return\n"
                           "    fi\n"
                           "    shift words\n"
                           "    ((CURRENT--))\n"
                           "    case $words[1] in\n");
    for (int i = 0; (command = cairn_command_at(i)); i++)
        zsh_command(command, out);
    cairn_buffer_puts(out, "    esac\n"
                           "}\n"
                           "_cairn \"$@\"\n");
}

/* ---- fish ---- */

static void fish_option(const char *command, const struct cairn_option *option,
                        struct cairn_buffer *out)
{
    cairn_buffer_appendf(out, "complete -c cairn -n '__fish_seen_subcommand_from %s' -l %s",
                         command, option->name);
    if (option->letter)
        cairn_buffer_appendf(out, " -s %c", option->letter);
    if (option->words) {
        cairn_buffer_puts(out, " -xa '");
        put_values(option, " ", out);
        cairn_buffer_puts(out, "'");
    } else if (option->value) {
        cairn_buffer_puts(out, option->kind == CAIRN_OPTION_PATH ? " -rF" : " -x");
    }
    cairn_buffer_puts(out, " -d '");
    put_quoted(option->help, out);
    cairn_buffer_puts(out, "'\n");
}

void cairn_completion_fish(struct cairn_buffer *out)
{
    const struct cairn_command *command;

    cairn_buffer_puts(out, "# fish completion of cairn; written by `cairn help --as fish`\n");
    for (int i = 0; (command = cairn_command_at(i)); i++) {
        cairn_buffer_appendf(out, "complete -c cairn -n __fish_use_subcommand -xa %s -d '",
                             command->name);
        put_quoted(command->help, out);
        cairn_buffer_puts(out, "'\n");
        for (int j = 0; command->options && command->options[j]; j++)
            fish_option(command->name, command->options[j], out);
        if (command->words) {
            cairn_buffer_appendf(out, "complete -c cairn -n '__fish_seen_subcommand_from %s' -a '",
                                 command->name);
            put_words(command, out);
            cairn_buffer_puts(out, "'\n");
        }
    }
}
