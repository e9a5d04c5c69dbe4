#define _GNU_SOURCE

/*
 * The n-th operation on a file fails: fault.h. Calls go straight to the kernel, past what else
 * stands in between. The clock stands still, so that runs alike leave the same bytes behind.
 */

#include <limits.h>
#include <signal.h>
#include <spawn.h>
#include <stdarg.h>
#include <time.h>
#include <sys/types.h>

#include "fault.h"

static struct fault fault;
static atomic_bool full; /* after a short write */

__attribute__((constructor)) static void set_up(void)
{
    fault_init(&fault);
}

__attribute__((destructor)) static void tell(void)
{
    if (fault.what[0])
        fault_write_count(&fault, "");
}

/* The error that HOW names; where it is none, the program ends here as under kill -9. */
static int reason(void)
{
    if (strcmp(fault.how, "kill") == 0)
        kill(getpid(), SIGKILL);
    return strcmp(fault.how, "enospc") == 0 || strcmp(fault.how, "short") == 0 ? ENOSPC
           : strcmp(fault.how, "eacces") == 0                                  ? EACCES
           : strcmp(fault.how, "eagain") == 0                                  ? EAGAIN
                                                                               : EIO;
}

static bool is_kind(const char *what)
{
    return strcmp(fault.what, what) == 0;
}

static bool fails_path(const char *what, const char *path)
{
    if (!is_kind(what) || (fault.file && !strstr(path, fault.file)) || !fault_now(&fault))
        return false;
    errno = reason();
    return true;
}

static bool is_file(int fd)
{
    char link[64], path[PATH_MAX];
    ssize_t size;

    if (!fault.file)
        return true;
    snprintf(link, sizeof link, "/proc/self/fd/%d", fd);
    size = readlink(link, path, sizeof path - 1);
    path[size < 0 ? 0 : size] = '\0';
    return strstr(path, fault.file) != NULL;
}

static bool fails_fd(const char *what, int fd)
{
    if (!is_kind(what) || !is_file(fd) || !fault_now(&fault))
        return false;
    errno = reason();
    return true;
}

/* True: the call fails, or writes but *size bytes. */
static bool fails_write(int fd, size_t *size)
{
    if (!is_kind("write") || !is_file(fd))
        return false;
    if (full) {
        errno = ENOSPC;
        return true;
    }
    if (!fault_now(&fault))
        return false;
    if (strcmp(fault.how, "short") == 0) {
        full = true;
        *size = (*size + 1) / 2;
        return false;
    }
    errno = reason();
    return true;
}

int clock_gettime(clockid_t clock, struct timespec *now)
{
    (void)clock;
    *now = (struct timespec){1790000000, 0};
    return 0;
}

int open(const char *path, int flags, ...)
{
    va_list more;
    mode_t mode;

    va_start(more, flags);
    mode = flags & (O_CREAT | __O_TMPFILE) ? va_arg(more, mode_t) : 0;
    va_end(more);
    return fails_path("open", path) ? -1 : (int)syscall(SYS_openat, AT_FDCWD, path, flags, mode);
}

int open64(const char *path, int flags, ...) __attribute__((alias("open")));

int mkstemp(char *path)
{
    return fails_path("open", path) ? -1 : mkostemp(path, 0);
}

/* A close that fails has closed all the same. */
int close(int fd)
{
    bool fails = fails_fd("close", fd);
    int problem = errno;
    int status = (int)syscall(SYS_close, fd);

    if (fails)
        errno = problem;
    return fails ? -1 : status;
}

ssize_t read(int fd, void *bytes, size_t size)
{
    return fails_fd("read", fd) ? -1 : (ssize_t)syscall(SYS_read, fd, bytes, size);
}

ssize_t pread64(int fd, void *bytes, size_t size, off64_t at)
{
    return fails_fd("read", fd) ? -1 : (ssize_t)syscall(SYS_pread64, fd, bytes, size, at);
}

ssize_t write(int fd, const void *bytes, size_t size)
{
    return fails_write(fd, &size) ? -1 : (ssize_t)syscall(SYS_write, fd, bytes, size);
}

ssize_t pwrite64(int fd, const void *bytes, size_t size, off64_t at)
{
    return fails_write(fd, &size) ? -1 : (ssize_t)syscall(SYS_pwrite64, fd, bytes, size, at);
}

int ftruncate64(int fd, off64_t size)
{
    return fails_fd("truncate", fd) ? -1 : (int)syscall(SYS_ftruncate, fd, size);
}

int fsync(int fd)
{
    return fails_fd("sync", fd) ? -1 : (int)syscall(SYS_fsync, fd);
}

int fdatasync(int fd)
{
    return fails_fd("sync", fd) ? -1 : (int)syscall(SYS_fdatasync, fd);
}

int unlink(const char *path)
{
    return fails_path("unlink", path) ? -1 : (int)syscall(SYS_unlink, path);
}

int rename(const char *from, const char *to)
{
    return fails_path("rename", from) ? -1
                                      : (int)syscall(SYS_renameat, AT_FDCWD, from, AT_FDCWD, to);
}

int posix_spawnp(pid_t *child, const char *name, const posix_spawn_file_actions_t *actions,
                 const posix_spawnattr_t *attributes, char *const argv[], char *const environment[])
{
    char path[PATH_MAX];

    if (fails_path("spawn", name))
        return errno;
    snprintf(path, sizeof path, "/usr/bin/%s", name);
    return posix_spawn(child, path, actions, attributes, argv, environment);
}
