#include "support/hand_trial.h"

#include <check.h>
#include <string.h>

#include "support/build.h"

void hand_trial_init(struct hand_trial *hand, struct cairn_scenario *s, int n)
{
    struct cairn_placement placement;

    *hand = (struct hand_trial){.s = s, .n = n};
    cairn_plan_init(&hand->plan, s);
    cairn_factor_book_init(&hand->book);
    cairn_lab_init(&hand->lab, 1, CAIRN_LAB_SELECTION);
    cairn_placement_from_baseline(&placement, s, 0);
    cairn_trial_init(&hand->trial, s, &hand->plan, &placement, &hand->book, &hand->lab);
    cairn_placement_release(&placement);
    for (int c = 0; c < hand->trial.components.n; c++) {
        const struct cairn_lab_entry *entry = cairn_trial_entry(&hand->trial, c, n);
        const struct cairn_layout *layout = &entry->sum.layout;

        for (int r = 0; r < n; r++)
            memset(entry->samples[r].counts, 0,
                   (size_t)layout->n_windows * (size_t)layout->stride * sizeof(int64_t));
    }
}

void hand_trial_release(struct hand_trial *hand)
{
    cairn_trial_release(&hand->trial);
    cairn_lab_release(&hand->lab);
    cairn_factor_book_release(&hand->book);
    cairn_plan_release(&hand->plan);
    build_free(hand->s);
}

int hand_trial_component(const struct hand_trial *hand, int workload, int *source)
{
    const struct cairn_components *components = &hand->trial.components;

    for (int c = 0; c < components->n; c++)
        for (int i = 0; i < components->items[c].n_sources; i++)
            if (components->items[c].sources[i].scenario_workload == workload) {
                *source = i;
                return c;
            }
    ck_abort_msg("workload %d is of no component", workload);
    return CAIRN_NONE;
}

void hand_trial_set(struct hand_trial *hand, int workload, int replication,
                    enum cairn_source_count what, int64_t count)
{
    int source, c = hand_trial_component(hand, workload, &source);
    const struct cairn_lab_entry *entry = cairn_trial_entry(&hand->trial, c, hand->n);

    for (int w = 0; w < entry->sum.layout.n_windows; w++)
        entry->samples[replication]
            .counts[cairn_layout_source(&entry->sum.layout, w, source, what)] = count;
}

void hand_trial_set_all(struct hand_trial *hand, int workload, enum cairn_source_count what,
                        int64_t count)
{
    for (int r = 0; r < hand->n; r++)
        hand_trial_set(hand, workload, r, what, count);
}

void hand_trial_set_pool(struct hand_trial *hand, int workload, int replication,
                         enum cairn_pool_count what, int64_t count)
{
    int source, c = hand_trial_component(hand, workload, &source);
    const struct cairn_lab_entry *entry = cairn_trial_entry(&hand->trial, c, hand->n);

    for (int w = 0; w < entry->sum.layout.n_windows; w++)
        entry->samples[replication].counts[cairn_layout_pool(&entry->sum.layout, w, 0, what)] =
            count;
}

struct cairn_source_summary *hand_trial_times(struct hand_trial *hand, int workload,
                                              int replication)
{
    int source, c = hand_trial_component(hand, workload, &source);

    return &cairn_trial_entry(&hand->trial, c, hand->n)->samples[replication].sources[source];
}
