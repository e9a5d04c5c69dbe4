#include "study/uncertain_candidates.h"

#include "base/alloc.h"
#include "study/draws.h"
#include "study/weigh_ask.h"

enum { MOST_ASKED = 64 }; /* draws that the whole question is asked at */

static bool ask_at(struct cairn_scales *scales, const double *values)
{
    size_t k = (size_t)scales->scenario->n_uncertains;
    struct cairn_edit *edits = cairn_calloc(k, sizeof *edits);
    char(*texts)[CAIRN_DRAW_TEXT] = cairn_calloc(k, sizeof *texts);
    int n = cairn_draws_edits(scales->scenario, values, edits, texts);
    bool done = cairn_scales_ask_at(scales, edits, n);

    cairn_free(texts);
    cairn_free(edits);
    return done;
}

/* The whole question at draws, until so many in a row bring nothing new. [EXPECTED] */
static bool ask_at_draws(struct cairn_uncertain_stage *stage)
{
    const struct cairn_scenario *scenario = stage->question->scenario;
    const struct cairn_choose_limits *limits = stage->scales.limits;
    int quiet = 0, most = stage->n_draws < MOST_ASKED ? stage->n_draws : MOST_ASKED;

    for (; stage->asked < most && quiet < scenario->draws.ask; stage->asked++) {
        int before = stage->scales.n;

        if (limits->progress)
            limits->progress(limits->context, "asking at draws", (double)stage->asked / most);
        if (!ask_at(&stage->scales,
                    stage->values + (ptrdiff_t)stage->asked * scenario->n_uncertains))
            return false;
        quiet = stage->scales.n > before ? 0 : quiet + 1;
    }
    stage->complete = quiet >= scenario->draws.ask || stage->asked == stage->n_draws;
    return true;
}

bool cairn_uncertain_candidates(struct cairn_uncertain_stage *stage)
{
    return cairn_scales_ask(&stage->scales) && (stage->scales.n == 0 || ask_at_draws(stage));
}
