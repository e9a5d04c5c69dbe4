#ifndef CAIRN_PHYSICS_STRAND_H
#define CAIRN_PHYSICS_STRAND_H
#include "physics/recursion.h"
struct cairn_strand;
static inline bool cairn_strand_fits(const struct cairn_component *component)
{
    (void)component;
    return false;
}
static inline struct cairn_strand *cairn_strand_new(const struct cairn_component *component)
{
    (void)component;
    return NULL;
}
static inline void cairn_strand_free(struct cairn_strand *strand)
{
    (void)strand;
}
static inline bool cairn_strand_run(struct cairn_strand *strand, struct cairn_recursion *recursion)
{
    (void)strand;
    (void)recursion;
    return false;
}
#endif
