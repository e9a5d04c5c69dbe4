#ifndef CAIRN_BASE_CPUS_H
#define CAIRN_BASE_CPUS_H

/*
 * How many processors this process may use: those it is bound to, and no more than the time that a
 * control group (cgroup) grants it on them, as containers have it. It decides how many threads are
 * worth starting, and never a result.
 *
 * Not here: how busy the machine is.
 */

/* At least 1. */
int cairn_cpus(void);

/*
 * Processors that a cgroup's limit amounts to, rounded up: of cpu.max, "max 100000" or
 * "150000 100000", microseconds in each period (Linux, Documentation/admin-guide/cgroup-v2.rst).
 * 0: no limit, or another text.
 */
int cairn_cpus_of_quota(const char *text);

#endif
