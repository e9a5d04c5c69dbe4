#include "cli/output.h"

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/alloc.h"
#include "base/diag.h"
#include "cli/style.h"

/* A closed descriptor gets the lowest free number, which is its own: lower ones are open. */
static void hold_descriptor(int fd, int flags)
{
    if (fcntl(fd, F_GETFD) < 0 && errno == EBADF)
        (void)!open("/dev/null", flags);
}

void cairn_output_init(struct cairn_output *output)
{
    hold_descriptor(STDIN_FILENO, O_RDONLY);
    hold_descriptor(STDOUT_FILENO, O_RDONLY);
    hold_descriptor(STDERR_FILENO, O_WRONLY);
    signal(SIGPIPE, SIG_IGN);
    cairn_buffer_init(&output->data);
    output->error = 0;
}

void cairn_output_release(struct cairn_output *output)
{
    cairn_buffer_release(&output->data);
}

/* 0, or errno. */
static int write_all(int fd, const char *bytes, size_t size)
{
    while (size > 0) {
        ssize_t n = write(fd, bytes, size);

        if (n < 0 && errno == EINTR)
            continue;
        if (n < 0)
            return errno;
        bytes += n;
        size -= (size_t)n;
    }
    return 0;
}

bool cairn_output_flush(struct cairn_output *output)
{
    if (output->error == 0) {
        output->error = write_all(STDOUT_FILENO, output->data.data, output->data.size);
        if (output->error != 0)
            cairn_output_message("cannot write standard output: %s", strerror(output->error));
    }
    cairn_buffer_clear(&output->data);
    return output->error == 0;
}

void cairn_output_message(const char *format, ...)
{
    struct cairn_buffer line;
    va_list args;

    cairn_buffer_init(&line);
    cairn_buffer_puts(&line, "cairn: ");
    va_start(args, format);
    cairn_buffer_appendf_v(&line, format, args);
    va_end(args);
    cairn_buffer_putc(&line, '\n');
    (void)write_all(STDERR_FILENO, line.data, line.size); /* nobody is left to be told */
    cairn_buffer_release(&line);
}

/* ---- files ---- */

static int write_to(const char *path, int how, const struct cairn_buffer *text)
{
    int fd = open(path, O_WRONLY | O_CREAT | O_NOCTTY | O_CLOEXEC | how, 0666);
    int problem;

    if (fd < 0)
        return errno;
    problem = write_all(fd, text->data, text->size);
    if (close(fd) < 0 && problem == 0)
        problem = errno;
    return problem;
}

/*
 * Writes a new file beside the old one, which takes its place when it is complete. What stands
 * under its name is the rest of a run that was killed, or a trap: never written through.
 */
static int replace(const char *path, const struct cairn_buffer *text)
{
    char *beside = cairn_format("%s.part", path);
    int problem;

    unlink(beside);
    problem = write_to(beside, O_EXCL, text);

    if (problem == 0 && rename(beside, path) != 0)
        problem = errno;
    if (problem != 0)
        unlink(beside);
    cairn_free(beside);
    return problem;
}

int cairn_output_to_file(const char *path, const struct cairn_buffer *text)
{
    struct stat status;

    if (lstat(path, &status) == 0 && !S_ISREG(status.st_mode))
        return write_to(path, O_TRUNC, text);
    return replace(path, text);
}

bool cairn_output_would_replace(const char *path)
{
    struct stat status;

    return stat(path, &status) == 0 && S_ISREG(status.st_mode);
}

/* ---- diagnostics ---- */

/* The first ": error: " of a line and the like in their colours. */
static void write_coloured(const char *text, struct cairn_style style, struct cairn_buffer *out)
{
    static const struct {
        const char *word;
        enum cairn_colour colour;
    } words[] = {{"error: ", CAIRN_RED}, {"warning: ", CAIRN_YELLOW}, {"note: ", CAIRN_CYAN}};

    while (*text) {
        size_t size = strcspn(text, "\n") + 1;
        const char *at = NULL;
        size_t i;

        for (i = 0; i < sizeof words / sizeof *words; i++) {
            at = strstr(text, words[i].word);
            if (at && at < text + size)
                break;
        }
        if (i < sizeof words / sizeof *words) {
            size_t length = strlen(words[i].word) - 2;

            cairn_buffer_append(out, text, (size_t)(at - text));
            cairn_buffer_puts(out, cairn_style_on(style, words[i].colour));
            cairn_buffer_append(out, at, length);
            cairn_buffer_puts(out, cairn_style_off(style));
            cairn_buffer_append(out, at + length, size - (size_t)(at - text) - length);
        } else {
            cairn_buffer_append(out, text, size);
        }
        text += size;
    }
}

void cairn_output_diagnostics(const struct cairn_diag *diag)
{
    struct cairn_style style = cairn_style_of(STDERR_FILENO);
    struct cairn_buffer text;
    struct cairn_buffer shown;

    cairn_buffer_init(&text);
    cairn_buffer_init(&shown);
    cairn_diag_write(diag, &text);
    write_coloured(text.data, style, &shown);
    (void)write_all(STDERR_FILENO, shown.data, shown.size);
    cairn_buffer_release(&shown);
    cairn_buffer_release(&text);
}
