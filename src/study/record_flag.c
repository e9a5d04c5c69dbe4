/* What a reader should know before trusting a figure, as rows. */

#include "base/alloc.h"
#include "study/record.h"

struct flags {
    struct cairn_record *record;
    int n;
};

/* Takes over the text. */
static void add(struct flags *flags, int placement, const char *subject, char *text)
{
    CAIRN_STORE_ADD(flags->record->store, "flag", CAIRN_INTEGER("study", flags->record->study),
                    CAIRN_INTEGER("flag", flags->n++), CAIRN_INDEX("placement", placement),
                    CAIRN_STRING("subject", subject), CAIRN_STRING("text", text));
    cairn_free(text);
}

/* What accounting noted of a placement: figures that are missing, converted, extrapolated. */
static void add_notes(struct flags *flags, int placement)
{
    const struct cairn_answer *answer = flags->record->answer;
    const struct cairn_trial *trial = &answer->candidates[placement]->trial;

    for (int c = 0; c < trial->components.n; c++)
        for (int k = 0; k < trial->ledgers[c].n_notes; k++) {
            const struct cairn_ledger_note *note = &trial->ledgers[c].notes[k];

            add(flags, placement, answer->scenario->places[note->place].id,
                cairn_strdup(note->text));
        }
}

/* Peaks are there for promises; what they emit is not known to anybody. [PLAN] */
static void add_peaks(struct flags *flags)
{
    const struct cairn_scenario *scenario = flags->record->answer->scenario;

    for (int w = 0; w < scenario->n_workloads; w++)
        if (scenario->workloads[w].peak > 1.0)
            add(flags, CAIRN_NONE, scenario->workloads[w].id,
                cairn_format("the peak of %g times the busiest hour counts for promises and is "
                             "charged no carbon: how often it comes is not said",
                             scenario->workloads[w].peak));
}

/* Amortised bases forget stock that a placement leaves unused, though it was made. [EMB] */
static void add_unused_stock(struct flags *flags, int placement)
{
    const struct cairn_answer *answer = flags->record->answer;
    const struct cairn_scenario *scenario = answer->scenario;

    for (int p = 0; p < scenario->n_pools; p++) {
        const struct cairn_pool *pool = &scenario->pools[p];

        if (pool->tenancy == CAIRN_OWNED &&
            answer->candidates[placement]->trial.placement.pools[p].count == 0)
            add(flags, placement, pool->id,
                cairn_format("%s is owned and left unused: inventory and sci charge its making "
                             "only to placements that use it",
                             scenario->hardware[pool->hardware].id));
    }
}

void cairn_record_flags(struct cairn_record *record)
{
    struct flags flags = {.record = record};

    add_peaks(&flags);
    for (int i = 0; i < record->answer->n_candidates; i++)
        if (cairn_record_is_finalist(record->answer, i)) {
            add_unused_stock(&flags, i);
            add_notes(&flags, i);
        }
}
