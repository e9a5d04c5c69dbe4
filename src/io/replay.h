#ifndef CAIRN_IO_REPLAY_H
#define CAIRN_IO_REPLAY_H

/*
 * Replays: reads the recordings that workloads name, each once however many name it, and gives
 * arrivals without a rate that of their recording.
 */

#include "io/derive.h"

/* Nodes are those of the tree that `scenario` was bound from. */
void cairn_replay_derive(const struct cairn_deriver *deriver);

#endif
