/*
 * lab_rig.h - what tests of the lab need: a component, entries compared, a memory
 */
#ifndef TESTS_SUPPORT_LAB_RIG_H
#define TESTS_SUPPORT_LAB_RIG_H

#include "choose/lab.h"
#include "support/rig.h"

/* An M/M/1 queue at half load; the key stands for its content, as component_key.c sees to. */
void lab_rig_queue(struct rig *rig, uint64_t key);

/* Bytes of the counts of a sample. */
size_t lab_rig_counts_size(const struct cairn_lab_entry *entry);

/* Fails unless two entries hold the same bits. */
void lab_rig_check_same(const struct cairn_lab_entry *a, const struct cairn_lab_entry *b);

enum { LAB_SHELF = 16 };

/* Keeps everything; counts. */
struct lab_shelf {
    struct cairn_lab_ask asks[LAB_SHELF];
    struct cairn_buffer bytes[LAB_SHELF];
    int n, gets, puts;
};

/* For struct cairn_lab_memory; the context is the shelf. */
bool lab_shelf_get(void *context, const struct cairn_lab_ask *ask, struct cairn_buffer *bytes);
void lab_shelf_put(void *context, const struct cairn_lab_ask *ask,
                   const struct cairn_buffer *bytes);
void lab_shelf_release(struct lab_shelf *shelf);

#endif
