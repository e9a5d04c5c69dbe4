/*
 * device_set.h - a set of the devices of a pool copy, one bit each; the lowest is asked for
 */
#ifndef CAIRN_PHYSICS_DEVICE_SET_H
#define CAIRN_PHYSICS_DEVICE_SET_H

#include <stdint.h>
#include <string.h>

struct cairn_device_set {
    uint64_t *words; /* whoever has the set owns them */
    int32_t lowest;  /* no lower word holds anything */
};

static inline int cairn_device_set_words(int devices)
{
    return (devices + 63) / 64;
}

static inline void cairn_device_set_clear(struct cairn_device_set *set, int devices)
{
    memset(set->words, 0, (size_t)cairn_device_set_words(devices) * sizeof *set->words);
    set->lowest = 0;
}

static inline void cairn_device_set_add(struct cairn_device_set *set, int at)
{
    set->words[at / 64] |= UINT64_C(1) << (at & 63);
    if (at / 64 < set->lowest)
        set->lowest = at / 64;
}

static inline void cairn_device_set_remove(struct cairn_device_set *set, int at)
{
    set->words[at / 64] &= ~(UINT64_C(1) << (at & 63));
}

/* The lowest device of a set that holds one. */
static inline int cairn_device_set_lowest(struct cairn_device_set *set)
{
    while (!set->words[set->lowest])
        set->lowest++;
    return 64 * set->lowest + __builtin_ctzll(set->words[set->lowest]);
}

#endif
