/*
 * gnuplot as a process of its own: reads an unnamed file, speaks into another and draws into a
 * pipe, so that no name and no shell stands between. It does not look at whether what it writes
 * arrives, and a full disk would make half a picture of it; a pipe has none.
 */

#include <errno.h>
#include <fcntl.h>
#include <spawn.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include "base/alloc.h"
#include "base/escape.h"
#include "cli/plot.h"

extern char **environ;

/* In TMPDIR, its name gone at once, and not handed to whoever is started; NULL with errno. */
static FILE *unnamed_file(void)
{
    const char *folder = getenv("TMPDIR");
    char *path = cairn_format("%s/cairn-plot-XXXXXX", folder && *folder ? folder : "/tmp");
    int fd = mkstemp(path);
    FILE *file = NULL;

    if (fd >= 0) {
        unlink(path);
        fcntl(fd, F_SETFD, FD_CLOEXEC);
        file = fdopen(fd, "w+");
        if (!file)
            close(fd);
    }
    cairn_free(path);
    return file;
}

static bool spill(FILE *file, const struct cairn_buffer *text)
{
    return fwrite(text->data, 1, text->size, file) == text->size && fflush(file) == 0 &&
           fseek(file, 0, SEEK_SET) == 0;
}

/* Returns 0 or errno. -d: without anybody's start-up files. */
static int spawn_gnuplot(int input, int output, int words, pid_t *child)
{
    char name[] = "gnuplot";
    char defaults[] = "-d";
    char *const argv[] = {name, defaults, NULL};
    posix_spawn_file_actions_t actions;
    int problem = posix_spawn_file_actions_init(&actions);

    if (problem != 0)
        return problem;
    posix_spawn_file_actions_adddup2(&actions, input, STDIN_FILENO);
    posix_spawn_file_actions_adddup2(&actions, output, STDOUT_FILENO);
    posix_spawn_file_actions_adddup2(&actions, words, STDERR_FILENO);
    problem = posix_spawnp(child, name, &actions, NULL, argv, environ);
    posix_spawn_file_actions_destroy(&actions);
    return problem;
}

/* All of a file, or what comes through a pipe until its other end is closed. Returns 0 or errno. */
static int drain(int fd, struct cairn_buffer *out)
{
    char bytes[4096];
    ssize_t n;

    while ((n = read(fd, bytes, sizeof bytes)) != 0) {
        if (n > 0)
            cairn_buffer_append(out, bytes, (size_t)n);
        else if (errno != EINTR)
            return errno;
    }
    return 0;
}

/* Returns 0 with what it drew and the status of its end, or errno. */
static int draw(int input, int words, struct cairn_buffer *picture, int *end)
{
    int ends[2];
    pid_t child;
    bool started;
    int problem = pipe(ends) == 0 ? 0 : errno;

    if (problem != 0)
        return problem;
    fcntl(ends[0], F_SETFD, FD_CLOEXEC);
    fcntl(ends[1], F_SETFD, FD_CLOEXEC);
    problem = spawn_gnuplot(input, ends[1], words, &child);
    started = problem == 0;
    close(ends[1]);
    if (started)
        problem = drain(ends[0], picture);
    close(ends[0]); /* before it is waited for, since it may still write */
    while (started && waitpid(child, end, 0) < 0)
        if (errno != EINTR)
            return errno;
    return problem;
}

/* What gnuplot said last, in one line; nothing where it cannot be read. */
static void append_last_line(FILE *words, struct cairn_buffer *error)
{
    struct cairn_buffer all;
    const char *start;
    size_t size;

    cairn_buffer_init(&all);
    lseek(fileno(words), 0, SEEK_SET);
    drain(fileno(words), &all);
    size = all.size;
    while (size > 0 && strchr(" \n", all.data[size - 1]))
        size--;
    start = all.data + size;
    while (start > all.data && start[-1] != '\n')
        start--;
    start += strspn(start, " ");
    if (start < all.data + size)
        cairn_buffer_appendf(error, ": %.*s", (int)(all.data + size - start), start);
    cairn_buffer_release(&all);
}

/* 127 is what systems say whose spawn finds out only in the child. */
static bool judge(int problem, int end, FILE *words, struct cairn_buffer *error)
{
    if (problem == 0 && WIFEXITED(end) && WEXITSTATUS(end) == 0)
        return true;
    if (problem == ENOENT || (problem == 0 && WIFEXITED(end) && WEXITSTATUS(end) == 127)) {
        cairn_buffer_puts(error, "gnuplot is not installed; install it (gnuplot-nox on Debian and "
                                 "Ubuntu), or write the script with --to FILE.gp");
    } else if (problem != 0) {
        cairn_buffer_appendf(error, "cannot run gnuplot: %s", strerror(problem));
    } else {
        cairn_buffer_puts(error, "gnuplot could not draw it (5.4 or later is needed)");
        append_last_line(words, error);
    }
    return false;
}

/* "sans-serif:Bold", which gnuplot hands on as it is, in the words of SVG. */
static void append_drawing(const char *drawn, struct cairn_buffer *out)
{
    static const char bold[] = ":Bold\"";
    const char *at;

    while ((at = strstr(drawn, bold)) != NULL) {
        cairn_buffer_append(out, drawn, (size_t)(at - drawn));
        cairn_buffer_puts(out, "\" font-weight=\"bold\"");
        drawn = at + strlen(bold);
    }
    cairn_buffer_puts(out, drawn);
}

/* What gnuplot says of itself in <title> and <desc> makes room for what is drawn. */
static void append_svg(const char *drawn, const struct cairn_plot_text *text,
                       struct cairn_buffer *out)
{
    static const char end[] = "</desc>\n";
    const char *title = strstr(drawn, "<title>");
    const char *rest = title ? strstr(title, end) : NULL;

    if (rest) {
        cairn_buffer_append(out, drawn, (size_t)(title - drawn));
        cairn_buffer_puts(out, "<title>");
        cairn_escape_xml_line(out, text->title.data, text->title.size);
        cairn_buffer_puts(out, "</title>\n<desc>");
        cairn_escape_xml_line(out, text->caption.data, text->caption.size);
        cairn_buffer_puts(out, end);
        drawn = rest + strlen(end);
    }
    append_drawing(drawn, out);
}

static bool run_gnuplot(const struct cairn_buffer *script, struct cairn_buffer *picture,
                        struct cairn_buffer *error)
{
    FILE *input = unnamed_file();
    FILE *words = unnamed_file();
    bool good = input && words && spill(input, script);
    int end = 0;

    if (!good) {
        cairn_buffer_appendf(error, "cannot write a temporary file: %s", strerror(errno));
    } else {
        int problem = draw(fileno(input), fileno(words), picture, &end);

        good = judge(problem, end, words, error);
    }
    if (input)
        fclose(input);
    if (words)
        fclose(words);
    return good;
}

bool cairn_plot_draw(const struct cairn_plot_text *text, enum cairn_plot_format format,
                     struct cairn_buffer *picture, struct cairn_buffer *error)
{
    struct cairn_buffer drawn;
    bool good;

    cairn_buffer_init(&drawn);
    good = run_gnuplot(&text->script, &drawn, error);
    if (good && format == CAIRN_PLOT_SVG)
        append_svg(drawn.data, text, picture);
    else if (good)
        cairn_buffer_append(picture, drawn.data, drawn.size);
    cairn_buffer_release(&drawn);
    return good;
}
