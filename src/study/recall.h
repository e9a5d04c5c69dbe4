/*
 * recall.h - what was simulated, remembered in memory
 *
 * The memory of labs (choose/lab.h) where there is no cache file: samples by what they are of, as
 * bytes. There are two generations. What is put or asked for is in the young one; once that has
 * half of what may be kept, it becomes the old one, and what nobody has asked for since then is
 * forgotten.
 *
 * Not for several threads at once.
 */
#ifndef CAIRN_STUDY_RECALL_H
#define CAIRN_STUDY_RECALL_H

#include "choose/lab.h"

struct cairn_recall;

/* Keeps at most about so many bytes. */
struct cairn_recall *cairn_recall_new(size_t most_bytes);
void cairn_recall_free(struct cairn_recall *recall);

/* Appends what is remembered; false: nothing is. */
bool cairn_recall_get(struct cairn_recall *recall, const struct cairn_lab_ask *ask,
                      struct cairn_buffer *bytes);

/* Remembers a copy. */
void cairn_recall_put(struct cairn_recall *recall, const struct cairn_lab_ask *ask,
                      const void *bytes, size_t size);

/* How many bytes are kept. */
size_t cairn_recall_size(const struct cairn_recall *recall);

#endif
