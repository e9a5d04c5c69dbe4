#ifndef CAIRN_CLI_TRACE_H
#define CAIRN_CLI_TRACE_H

/*
 * The events of the first replication as CSV, one line each in the order in which they happen:
 *
 *     component,window,time_s,event,station,number
 *
 * Time runs from the run-in before the window's hour; which part of the hour is simulated differs
 * from replication to replication. Station is an index into the component's pools,
 * caches, links or sources; number is the device, request or copy that the event is about.
 */

#include "choose/trial.h"

/* Writes the file. Returns 0, or errno. */
int cairn_trace_write(struct cairn_trial *trial, const char *path);

#endif
