#define _GNU_SOURCE

/*
 * Streams whose bytes go through read() and write() of fault_files.c: the C library's own streams
 * call the kernel from within, where nobody can stand between. Linked into fault_files.so.
 *
 * fileno() still finds the descriptor, since a child may be handed it. Standard output is such a
 * stream, too. Modes are those that begin with r, w or a, and may have a +.
 */

#include <errno.h>
#include <fcntl.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

enum { MAX_STREAMS = 64 };

static FILE *streams[MAX_STREAMS]; /* by descriptor */

static int descriptor(void *cookie)
{
    return (int)(intptr_t)cookie;
}

static ssize_t get(void *cookie, char *bytes, size_t size)
{
    return read(descriptor(cookie), bytes, size);
}

/* A stream takes 0 for an error, and looks at errno. */
static ssize_t put(void *cookie, const char *bytes, size_t size)
{
    size_t done = 0;

    while (done < size) {
        ssize_t written = write(descriptor(cookie), bytes + done, size - done);

        if (written < 0 && errno == EINTR)
            continue;
        if (written < 0)
            return 0;
        done += (size_t)written;
    }
    return (ssize_t)done;
}

static int seek(void *cookie, off64_t *at, int from)
{
    *at = lseek64(descriptor(cookie), *at, from);
    return *at < 0 ? -1 : 0;
}

static int end(void *cookie)
{
    streams[descriptor(cookie)] = NULL;
    return close(descriptor(cookie));
}

FILE *fdopen(int fd, const char *mode)
{
    static const cookie_io_functions_t functions = {get, put, seek, end};

    if (fd < 0 || fd >= MAX_STREAMS) {
        errno = fd < 0 ? EBADF : EMFILE;
        return NULL;
    }
    streams[fd] = fopencookie((void *)(intptr_t)fd, mode, functions); // NOLINT: a number
    return streams[fd];
}

FILE *fopen(const char *path, const char *mode)
{
    int how = strchr(mode, '+') ? O_RDWR : *mode == 'r' ? O_RDONLY : O_WRONLY;
    int more = *mode == 'w' ? O_CREAT | O_TRUNC : *mode == 'a' ? O_CREAT | O_APPEND : 0;
    int fd = open(path, how | more | (strchr(mode, 'e') ? O_CLOEXEC : 0), 0666);
    FILE *stream = fd < 0 ? NULL : fdopen(fd, mode);

    if (fd >= 0 && !stream)
        close(fd);
    return stream;
}

FILE *fopen64(const char *path, const char *mode)
{
    return fopen(path, mode);
}

int fileno(FILE *stream)
{
    for (int fd = 0; fd < MAX_STREAMS; fd++)
        if (streams[fd] == stream)
            return fd;
    return stream == stdin ? STDIN_FILENO : stream == stderr ? STDERR_FILENO : -1;
}

__attribute__((constructor)) static void set_up(void)
{
    FILE *stream = fdopen(STDOUT_FILENO, "w");

    if (stream)
        stdout = stream;
}
