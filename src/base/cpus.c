/* Affinity is no part of POSIX; where it is not known, all processors that are online count. */
#define _GNU_SOURCE
#include "base/cpus.h"

#include <limits.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/utsname.h>
#include <unistd.h>

#ifdef __linux__
#include <sched.h>
#endif

static int affinity(void)
{
    long online = sysconf(_SC_NPROCESSORS_ONLN);

#ifdef __linux__
    cpu_set_t set;

    if (sched_getaffinity(0, sizeof set, &set) == 0) /* fails on more than 1,024 */
        online = CPU_COUNT(&set);
#endif
    return online < 1 ? 1 : online > INT_MAX ? INT_MAX : (int)online;
}

int cairn_cpus_of_quota(const char *text)
{
    long long quota, period, cpus;
    char *rest;

    quota = strtoll(text, &rest, 10);
    period = strtoll(rest, NULL, 10);
    if (quota <= 0 || period <= 0)
        return 0;
    cpus = quota / period + (quota % period != 0);
    return cpus > INT_MAX ? 0 : (int)cpus;
}

/* The first line of a file; false: it cannot be read. */
static bool read_line(const char *path, char *line, int size)
{
    FILE *file = fopen(path, "r");
    bool read = file && fgets(line, size, file);

    if (file)
        fclose(file);
    if (read)
        line[strcspn(line, "\n")] = '\0';
    return read;
}

int cairn_cpus_quota(const char *groups, const char *root)
{
    char path[PATH_MAX], line[PATH_MAX];
    int least = 0;

    /* Version 2 has one hierarchy, "0::/user.slice/..."; version 1 is not looked at. */
    if (!read_line(groups, line, sizeof line) || strncmp(line, "0::/", 4) != 0)
        return 0;
    for (char *group = line + 3; *group;) {
        char text[64];
        int cpus;
        int size = snprintf(path, sizeof path, "%s%s/cpu.max", root, group);

        if (size < 0 || (size_t)size >= sizeof path)
            return least;
        cpus = read_line(path, text, sizeof text) ? cairn_cpus_of_quota(text) : 0;
        if (cpus > 0 && (least == 0 || cpus < least))
            least = cpus;
        *strrchr(group, '/') = '\0';
    }
    return least;
}

int cairn_cpus(void)
{
    int cpus = affinity();
    int most = cairn_cpus_quota("/proc/self/cgroup", "/sys/fs/cgroup");

    return most > 0 && most < cpus ? most : cpus;
}

void cairn_cpus_type(struct cairn_buffer *text)
{
    static const char name[] = "model name";
    FILE *file = fopen("/proc/cpuinfo", "r");
    size_t before = text->size;
    struct utsname system;
    char line[1024];

    while (file && text->size == before && fgets(line, sizeof line, file))
        if (strncmp(line, name, sizeof name - 1) == 0 && strchr(line, ':'))
            cairn_buffer_appendf(text, "%.*s", (int)strcspn(strchr(line, ':') + 1, "\n"),
                                 strchr(line, ':') + 1);
    if (file)
        fclose(file);
    if (text->size == before && uname(&system) == 0)
        cairn_buffer_puts(text, system.machine);
}
