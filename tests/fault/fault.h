#ifndef TESTS_FAULT_FAULT_H
#define TESTS_FAULT_FAULT_H

/*
 * A world in which the n-th call fails, around a program as it is shipped.
 *
 * fault_memory.so and fault_files.so stand before the C library (LD_PRELOAD), so that the program
 * needs no other build. Environment:
 *
 *   FAULT=WHAT:N[+][:HOW]  the N-th call of that kind fails, with + all later ones too
 *   FAULT_OF=PROGRAM       only in processes of this program (cairn, unless it says gnuplot)
 *   FAULT_FILE=TEXT        only files whose path has this text in it
 *   FAULT_COUNT=FILE       how many calls of this kind there were is written here at the end
 *
 * WHAT is, of fault_memory.so, memory (an allocation by the program itself) or library (by a
 * library it uses). memory:N:each fails every N-th, each in a child of its own, while the program
 * goes on. Of fault_files.so it is open, read, write, truncate, sync, close, unlink, rename or
 * spawn. HOW is eio, enospc, eacces, eagain, kill (the program is killed there), or of a write
 * short: half is written, and what follows fails for want of space.
 *
 * Calls count from 1, over all threads.
 *
 * Not here: what a program has to do then; that is what tests/fault/faults.sh looks at.
 */

#include <errno.h>
#include <fcntl.h>
#include <stdatomic.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/syscall.h>
#include <unistd.h>

struct fault {
    char what[16];
    char how[16];
    long long n; /* 0: none fails */
    bool on;     /* and so do all later ones */
    const char *file;
    const char *count;
    atomic_llong calls;
};

/* Reads the environment; without a FAULT for this program, nothing fails and nothing is counted. */
static inline void fault_init(struct fault *fault)
{
    const char *text = getenv("FAULT");
    const char *of = getenv("FAULT_OF");
    char plus = 0;

    memset(fault, 0, sizeof *fault);
    fault->file = getenv("FAULT_FILE");
    fault->count = getenv("FAULT_COUNT");
    if (!text || strcmp(program_invocation_short_name, of ? of : "cairn") != 0)
        return;
    sscanf(text, "%15[a-z]:%lld%c:%15[a-z]", fault->what, &fault->n, &plus, fault->how);
    fault->on = plus == '+';
    if (plus == ':')
        sscanf(text, "%15[a-z]:%lld:%15[a-z]", fault->what, &fault->n, fault->how);
}

/* Is it the turn of this call to fail? Counts it. */
static inline bool fault_now(struct fault *fault)
{
    long long call = atomic_fetch_add(&fault->calls, 1) + 1;

    return fault->n > 0 && (fault->on ? call >= fault->n : call == fault->n);
}

/* To a file that is not among those that fail. */
static inline void fault_write_count(const struct fault *fault, const char *more)
{
    char line[128];
    int size = snprintf(line, sizeof line, "%lld%s\n", (long long)fault->calls, more);
    int fd;

    if (!fault->count)
        return;
    fd = (int)syscall(SYS_openat, AT_FDCWD, fault->count, O_WRONLY | O_CREAT | O_TRUNC, 0666);
    if (fd < 0)
        return;
    (void)!syscall(SYS_write, fd, line, (size_t)size);
    syscall(SYS_close, fd);
}

#endif
