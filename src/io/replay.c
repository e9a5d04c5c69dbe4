#include "io/replay.h"

#include <math.h>
#include <string.h>

#include "io/recording.h"

/* Recordings that have been read; in a list, since there are few. */
struct known {
    struct known *next;
    const struct cairn_input *input;
    const struct cairn_replay *replay; /* the first that named it */
    struct cairn_recording recording;
    bool good;
};

struct replaying {
    const struct cairn_deriver *deriver;
    struct known *known;
};

static bool same_text(const char *a, const char *b)
{
    return a && b ? strcmp(a, b) == 0 : a == b;
}

static const struct known *find(struct replaying *replaying, const struct cairn_input *input,
                                const struct cairn_replay *replay)
{
    const struct cairn_deriver *deriver = replaying->deriver;
    struct known *known = replaying->known;

    while (known && !(known->input == input && known->replay->format == replay->format &&
                      same_text(known->replay->column, replay->column) &&
                      same_text(known->replay->only, replay->only)))
        known = known->next;
    if (known)
        return known;
    known = cairn_arena_alloc(deriver->arena, sizeof *known);
    *known = (struct known){.next = replaying->known, .input = input, .replay = replay};
    replaying->known = known;
    known->good =
        cairn_recording_read(deriver->arena, input, replay, deriver->diag, &known->recording);
    return known;
}

/* What a recording leaves no room for. */
static bool fits(const struct cairn_deriver *deriver, const struct cairn_node *arrivals,
                 const struct cairn_arrivals *said)
{
    static const char *const process_words[] = {"process", "cv"};
    bool counted = said->replay.format == CAIRN_AZURE_FUNCTIONS_2019 ||
                   said->replay.format == CAIRN_AZURE_FUNCTIONS_2021 ||
                   said->replay.format == CAIRN_BURSTGPT;
    size_t errors = cairn_diag_count(deriver->diag, CAIRN_ERROR);
    const char *file = said->replay.origin.file;
    int line = said->replay.origin.line;

    for (int i = 0; i < 2; i++) {
        const struct cairn_attribute *attribute = cairn_node_attribute(arrivals, process_words[i]);

        if (attribute && !attribute->implied)
            cairn_diag_error(deriver->diag, attribute->origin.file, attribute->origin.line,
                             "%s of %s beside a replay, which has its own times", process_words[i],
                             cairn_node_label(deriver->arena, arrivals));
    }
    if (said->n_phases > 0)
        cairn_diag_error(deriver->diag, file, line, "phases beside a replay, which has its own");
    if (said->replay.column && said->replay.format != CAIRN_TIMESTAMPS)
        cairn_diag_error(deriver->diag, file, line,
                         "column of a replay whose format has its own columns");
    if (said->replay.only && !counted)
        cairn_diag_error(deriver->diag, file, line,
                         "only of a replay whose format names no functions or models");
    return cairn_diag_count(deriver->diag, CAIRN_ERROR) == errors;
}

/* Lengths are stated or recorded. */
static void check_lengths(const struct cairn_deriver *deriver, const struct cairn_node *workload)
{
    static const char *const words[] = {"prompt", "reply", "variation", "prompt-cv", "reply-cv"};
    struct cairn_node *tokens = cairn_node_child(workload, "tokens");

    for (size_t i = 0; tokens && i < sizeof words / sizeof *words; i++) {
        const struct cairn_attribute *attribute = cairn_node_attribute(tokens, words[i]);

        if (attribute && !attribute->implied)
            cairn_diag_error(deriver->diag, attribute->origin.file, attribute->origin.line,
                             "%s of the tokens of %s beside a replay, which has recorded their "
                             "lengths: only most and prefix say more",
                             words[i], cairn_node_label(deriver->arena, workload));
    }
}

static void derive(struct replaying *replaying, const struct cairn_node *workload,
                   struct cairn_node *arrivals, struct cairn_arrivals *said)
{
    const struct cairn_deriver *deriver = replaying->deriver;
    struct cairn_node *node = cairn_node_child(arrivals, "replay");
    const struct cairn_input *input;
    const struct known *known;

    if (!node || !fits(deriver, arrivals, said))
        return;
    input = cairn_deriver_open(deriver, node, "href");
    if (!input)
        return;
    said->replay.href = input->href;
    cairn_node_drop(arrivals, "process"); /* the default, which a reader would take for said */
    known = find(replaying, input, &said->replay);
    if (!known->good)
        return;
    said->replay.recording = &known->recording;
    if (known->recording.tokens)
        check_lengths(deriver, workload);
    if (isnan(said->rate_per_s))
        said->rate_per_s =
            said->replay.scale * known->recording.n / ((double)known->recording.length_ns / 1e9);
}

void cairn_replay_derive(const struct cairn_deriver *deriver)
{
    struct replaying replaying = {.deriver = deriver};
    const struct cairn_node *root = deriver->root;

    for (int i = 0; i < root->n_children; i++) {
        const struct cairn_node *site = root->children[i];

        for (int j = 0; strcmp(site->name, "site") == 0 && j < site->n_children; j++) {
            struct cairn_node *workload = site->children[j];
            struct cairn_node *arrivals = NULL;

            if (strcmp(workload->name, "workload") == 0)
                arrivals = cairn_node_child(workload, "arrivals");
            if (arrivals)
                derive(&replaying, workload, arrivals,
                       &deriver->scenario->workloads[workload->index].arrivals);
        }
    }
}
