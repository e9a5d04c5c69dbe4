#ifndef CAIRN_IO_REPLAY_H
#define CAIRN_IO_REPLAY_H

/*
 * Replays: reads the recordings that workloads name, each once however many name it, and gives
 * arrivals without a rate that of their recording.
 */

#include "io/input.h"
#include "io/node.h"

/* Nodes are those of the tree that `scenario` was bound from. */
void cairn_replay_derive(struct cairn_arena *arena, struct cairn_node *root,
                         struct cairn_inputs *inputs, struct cairn_scenario *scenario,
                         struct cairn_diag *diag);

#endif
