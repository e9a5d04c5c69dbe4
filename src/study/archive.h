/*
 * archive.h - what was simulated, remembered from run to run
 *
 * Joins the labs (choose/lab.h) with the cache file (io/store_cache.h), or with the process's own
 * memory where there is none (recall.h). A sample is found again by
 * whoever simulates the same component, with the same seed and replication, under the same version
 * of the model, on a machine with the same arithmetic; so a study has the same results with a full
 * memory, an empty one and none, and only the counts of what was done differ.
 */
#ifndef CAIRN_STUDY_ARCHIVE_H
#define CAIRN_STUDY_ARCHIVE_H

#include "choose/lab.h"
#include "io/store_cache.h"
#include "study/recall.h"

/*
 * Version of the model: raised whenever the same scenario may have another answer, so that studies
 * of an older model are computed again instead of being taken for known, and their samples are
 * simulated again.
 */
#define CAIRN_MODEL_VERSION "7"

struct cairn_archive {
    struct cairn_store_cache *cache; /* NULL: no file; owned, like this */
    struct cairn_recall *recall;     /* then */
    struct cairn_lab_memory lab;     /* for labs, while the archive is open */
};

/*
 * Opens or creates a cache file; without a path there is none, and what is remembered ends with the
 * archive. Never fails, see cairn_archive_text(). Not to be moved then.
 */
void cairn_archive_open(struct cairn_archive *archive, const char *path);
void cairn_archive_close(struct cairn_archive *archive);

/* Writes what is not in the file yet. */
void cairn_archive_flush(struct cairn_archive *archive);

/* What is wrong with the file, once, fit for a warning; NULL: nothing. */
const char *cairn_archive_text(struct cairn_archive *archive);

#endif
