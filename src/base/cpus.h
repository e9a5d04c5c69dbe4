#ifndef CAIRN_BASE_CPUS_H
#define CAIRN_BASE_CPUS_H

/*
 * How many processors this process may use: those it is bound to, and no more than the time that a
 * control group (cgroup) grants it on them, as containers have it. It decides how many threads are
 * worth starting, and never a result.
 *
 * Not here: how busy the machine is.
 */

#include "base/buffer.h"

/* At least 1. */
int cairn_cpus(void);

/*
 * Appends what kind of processor this is, as the system calls it (Linux: "model name" of
 * /proc/cpuinfo), or the architecture where it does not say.
 */
void cairn_cpus_type(struct cairn_buffer *text);

/*
 * Processors that a cgroup's limit amounts to, rounded up: of cpu.max, "max 100000" or
 * "150000 100000", microseconds in each period (Linux, Documentation/admin-guide/cgroup-v2.rst).
 * 0: no limit, or another text.
 */
int cairn_cpus_of_quota(const char *text);

/*
 * The least of the limits of the group that the file `groups` names ("0::/user.slice/app", as
 * /proc/self/cgroup does) and of those around it, whose files stand below the folder `root`. 0: no
 * limit, or no group of version 2.
 */
int cairn_cpus_quota(const char *groups, const char *root);

#endif
