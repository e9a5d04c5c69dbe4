#ifndef CAIRN_IO_CONTENTS_H
#define CAIRN_IO_CONTENTS_H

/*
 * Traces of contents: what was asked for, in order, from a CSV file.
 *
 *   plain    id,size             size in bytes; a first line without a number there is a header
 *   twitter  timestamp,anonymized key,key size,value size,client id,operation,TTL
 *            no header (J. Yang, Y. Yue, K. Rashmi, A large scale analysis of hundreds of in-memory
 *            cache clusters at Twitter, OSDI 2020; github.com/twitter/cache-trace). Rows of get and
 *            gets are requests, others are left out; a size is that of key and value together
 *
 * A content has one size: the largest that any row has of it. How many rows were left out and how
 * many contents had several sizes is a warning at the place where the trace is asked for.
 */

#include "io/derive.h"

/*
 * Reads one trace. NULL after errors. Everything belongs to the arena.
 */
const struct cairn_content_trace *cairn_contents_read(struct cairn_arena *arena,
                                                      const struct cairn_input *input,
                                                      enum cairn_content_format format,
                                                      struct cairn_origin origin,
                                                      struct cairn_diag *diag);

/* Fills `trace` of every popularity that has one, and its number of contents. */
void cairn_contents_derive(const struct cairn_deriver *deriver);

#endif
