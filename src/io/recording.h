#ifndef CAIRN_IO_RECORDING_H
#define CAIRN_IO_RECORDING_H

/*
 * Recordings: requests from a CSV file, in one of the formats in which traces are published.
 *
 *   timestamps            one column of times: seconds, or time stamps of ISO 8601
 *   azure-llm             TIMESTAMP,ContextTokens,GeneratedTokens (Azure LLM inference 2023, 2024)
 *   azure-functions-2019  HashOwner,HashApp,HashFunction,Trigger,1,...,1440: counts per minute
 *   azure-functions-2021  app,func,end_timestamp,duration: begins at end - duration
 *   burstgpt              Timestamp,Model,Request tokens,Response tokens,...: without a response, a
 *                         failure, which is dropped
 *   vidur                 arrived_at,num_prefill_tokens,num_decode_tokens
 *
 * Columns are found by their headers; others may stand there. Times are read to the nanosecond.
 * Rows need not be in order. Requests that are known by the minute only are spread over it at
 * independent uniform moments, the same for every seed: as a Poisson process would [REPLAY].
 *
 * A recording is a circle: behind its last request comes its first, after the mean gap; of counts,
 * its length is the minutes that were counted. At most 2^24 requests are read.
 */

#include "base/diag.h"
#include "io/input.h"

/* Reads what a replay names. False after errors, which stand in the file or at the replay. */
bool cairn_recording_read(struct cairn_arena *arena, const struct cairn_input *input,
                          const struct cairn_replay *replay, struct cairn_diag *diag,
                          struct cairn_recording *recording);

#endif
