/*
 * record_exact.h - what varies, how it was followed, and what was found, as rows
 *
 * Everything that varies is followed by itself, all else as it stands; two to four numbers of
 * accounting are followed together too, and then every point of the sweep is read off. What was
 * found is written in one transaction, before any point: that the file says what varies means that
 * it was followed, as far as that goes.
 */
#ifndef CAIRN_STUDY_RECORD_EXACT_H
#define CAIRN_STUDY_RECORD_EXACT_H

#include "study/box.h"
#include "study/record_point.h"

enum { CAIRN_EXACT_ROWS = 10000 }; /* points along one number; of more segments stay alone */

/* Everything that was followed. */
struct cairn_followed {
    int n;                    /* of varies */
    struct cairn_exact *each; /* [vary]; owned */
    bool *applies;            /* likewise */
    struct cairn_box box;     /* if it has one */
    bool has_box;
};

/*
 * Follows everything that can be; `points_alone`: only what points are read off. False: stopped.
 * Release it in any case.
 */
bool cairn_followed_init(struct cairn_followed *all, const struct cairn_sweep_question *question,
                         const struct cairn_choose_limits *limits, bool points_alone);
void cairn_followed_release(struct cairn_followed *all);

/* What points are read off, or NULL: they are asked one by one. */
const struct cairn_exact *cairn_followed_points(const struct cairn_followed *all);

/* Writes all of it; false: the store says why not. */
bool cairn_record_followed(struct cairn_record_points *record, const struct cairn_followed *all);

#endif
