#include <cairn/ask.h>
#include <math.h>

#include "base/alloc.h"
#include "base/cpus.h"
#include "choose/answer.h"
#include "study/archive.h"
#include "study/headline.h"
#include "study/total.h"

struct cairn_session {
    struct cairn_archive archive;
    struct cairn_workers *workers; /* NULL: the calling thread alone */
    struct cairn_choose_limits limits;
};

struct cairn_session *cairn_session_new(const struct cairn_session_options *options)
{
    static const struct cairn_session_options plain;
    struct cairn_session *session = cairn_calloc(1, sizeof *session);
    int threads;

    if (!options)
        options = &plain;
    threads = options->threads > 0 ? options->threads : cairn_cpus();
    cairn_archive_open(&session->archive, options->cache);
    session->workers = threads > 1 ? cairn_workers_new(threads) : NULL;
    session->limits = (struct cairn_choose_limits){
        .stop = options->stop,
        .context = options->context,
        .workers = session->workers,
        .memory = &session->archive.lab,
    };
    return session;
}

void cairn_session_free(struct cairn_session *session)
{
    if (!session)
        return;
    cairn_workers_free(session->workers);
    cairn_archive_close(&session->archive);
    cairn_free(session);
}

static enum cairn_reply_status status_of(const struct cairn_answer *answer)
{
    switch (answer->status) {
    case CAIRN_ANSWER_DECIDED:
        return CAIRN_REPLY_DECIDED;
    case CAIRN_ANSWER_UNDECIDED:
        return CAIRN_REPLY_UNDECIDED;
    case CAIRN_ANSWER_INFEASIBLE:
        return CAIRN_REPLY_INFEASIBLE;
    case CAIRN_ANSWER_TOO_LARGE:
        break;
    }
    return CAIRN_REPLY_TOO_LARGE;
}

static void tell(struct cairn_reply *reply, struct cairn_answer *answer)
{
    const struct cairn_scenario *scenario = answer->scenario;
    double years = scenario->time.horizon_s / CAIRN_SECONDS_PER_YEAR;
    struct cairn_figures figures = cairn_figures_of(answer);

    cairn_answer_reason(answer);
    reply->status = status_of(answer);
    reply->sentence = cairn_headline(answer);
    reply->carbon_kg_per_year = figures.carbon.mean / years;
    reply->low_kg_per_year = figures.carbon.low / years;
    reply->high_kg_per_year = figures.carbon.high / years;
    reply->p_correct = figures.p_correct;
    reply->gap = figures.gap;
    if (answer->best != CAIRN_NONE)
        cairn_placement_copy(&reply->placement, &answer->candidates[answer->best]->trial.placement,
                             scenario);
}

bool cairn_ask(struct cairn_session *session, const struct cairn_scenario *scenario,
               struct cairn_reply *reply)
{
    struct cairn_answer answer;
    bool finished;

    *reply = (struct cairn_reply){
        .status = CAIRN_REPLY_STOPPED,
        .carbon_kg_per_year = NAN,
        .low_kg_per_year = NAN,
        .high_kg_per_year = NAN,
        .p_correct = NAN,
        .gap = NAN,
    };
    session->limits.replications = scenario->time.replications;
    finished = cairn_choose(&answer, scenario, &session->limits);
    if (finished)
        tell(reply, &answer);
    cairn_answer_release(&answer);
    cairn_archive_flush(&session->archive);
    return finished;
}

void cairn_reply_release(struct cairn_reply *reply)
{
    cairn_free(reply->sentence);
    cairn_placement_release(&reply->placement);
}
