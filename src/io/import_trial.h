#ifndef CAIRN_IO_IMPORT_TRIAL_H
#define CAIRN_IO_IMPORT_TRIAL_H

/*
 * Trials: would a text load as a catalogue? Whatever the checks of the format say is then said of
 * the rows that it was made from, before anything is written.
 */

#include "io/import.h"

/*
 * Loads a text; each error is handed to `report` with its line. False after errors.
 */
bool cairn_import_try(const struct cairn_buffer *text,
                      void (*report)(void *context, int line, const char *error), void *context);

/*
 * Would the import load, with stand-ins for what it refers to? Errors go to its diagnostics, at the
 * rows behind them.
 */
bool cairn_import_loads(const struct cairn_import *import);

#endif
