#ifndef CAIRN_CLI_REMEMBER_H
#define CAIRN_CLI_REMEMBER_H

/*
 * The cache file that a command line means (study/archive.h), and words about it.
 *
 * A command that writes a results file has one unless --no-cache says otherwise: "cairn.cache"
 * beside that file, or what --cache names. Another has one only where --cache names it.
 */

#include "cli/call.h"
#include "study/archive.h"

struct cairn_remembering {
    char *path; /* of the file; NULL: there is none; owned */
    struct cairn_archive archive;
};

/* Opens it, and says what is wrong with it. `results` is the results file, or NULL. */
void cairn_call_remember(struct cairn_call *call, const char *results,
                         struct cairn_remembering *remembering);

/* For labs; NULL: none. */
struct cairn_archive *cairn_remembering_archive(struct cairn_remembering *remembering);

/* Writes what is left, says what has gone wrong, closes. */
void cairn_call_forget(struct cairn_call *call, struct cairn_remembering *remembering);

#endif
