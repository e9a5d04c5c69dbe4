#ifndef CAIRN_CLI_INTERRUPT_H
#define CAIRN_CLI_INTERRUPT_H

/*
 * Interrupts: a command whose work takes long and can stop cleanly calls cairn_interrupt_catch()
 * before it and polls cairn_interrupted() in it. The first SIGINT, SIGTERM or SIGHUP then only sets
 * the flag; a second one ends the process as if nothing had been caught. A signal that was ignored
 * when the program started (nohup) stays ignored.
 *
 * Commands that do not call it end at the first signal.
 */

#include <stdbool.h>

void cairn_interrupt_catch(void);

/* True once a signal came. */
bool cairn_interrupted(void);

#endif
