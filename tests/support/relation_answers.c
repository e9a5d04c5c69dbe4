/* relation_answers.c - the same answer to the bit, however its question is written */
#include <stdio.h>
#include <string.h>

#include "base/alloc.h"
#include "base/arena.h"
#include "choose/answer.h"
#include "support/relation.h"

enum { REPLICATIONS = 4 };

struct asked {
    struct cairn_scenario *scenario;
    struct cairn_answer answer;
};

/* Pools may have one device more than their baseline has, and as many as scaling needs. */
static struct cairn_scenario *with_few_sizes(const struct relation_case *of,
                                             struct cairn_template *from)
{
    const struct cairn_scenario *s = of->scenario;
    struct cairn_edit *edits = cairn_calloc((size_t)s->n_pools, sizeof *edits);
    struct cairn_placement baseline;
    struct cairn_scenario *scenario;
    struct cairn_arena arena;
    int n = 0;

    cairn_arena_init(&arena);
    cairn_placement_from_baseline(&baseline, s, 0);
    for (int p = 0; p < s->n_pools; p++)
        if (s->pools[p].tenancy == CAIRN_OWNED || s->pools[p].tenancy == CAIRN_BOUGHT)
            edits[n++] = (struct cairn_edit){
                .select = cairn_arena_format(&arena, "//pool[@id='%s']/@max", s->pools[p].id),
                .value = cairn_arena_format(
                    &arena, "%d", baseline.pools[p].count < 2 ? 3 : baseline.pools[p].count + 1),
                .origin.file = "relation",
            };
    scenario = scenario_files_edit(from, edits, n);
    cairn_placement_release(&baseline);
    cairn_arena_release(&arena);
    cairn_free(edits);
    return scenario;
}

static void ask(struct asked *asked, const struct relation_case *of, struct cairn_template *from)
{
    static const struct cairn_choose_limits limits = {.replications = REPLICATIONS};

    asked->scenario = with_few_sizes(of, from);
    cairn_choose(&asked->answer, asked->scenario, &limits);
}

static void asked_release(struct asked *asked)
{
    cairn_answer_release(&asked->answer);
    cairn_scenario_free(asked->scenario);
}

static bool same_candidates(const struct cairn_answer *a, const struct cairn_answer *b)
{
    for (int i = 0; i < a->n_candidates; i++) {
        const struct cairn_candidate *x = a->candidates[i], *y = b->candidates[i];

        if (!cairn_placement_equal(&x->trial.placement, &y->trial.placement, a->scenario) ||
            x->replications != y->replications || x->verdict != y->verdict || x->aim != y->aim ||
            x->half_width != y->half_width)
            return false;
    }
    return true;
}

static bool same_bits(double a, double b)
{
    return memcmp(&a, &b, sizeof a) == 0;
}

static bool same_answer(const struct cairn_answer *a, const struct cairn_answer *b)
{
    return a->status == b->status && a->best == b->best && a->runner_up == b->runner_up &&
           a->n_candidates == b->n_candidates && same_candidates(a, b) &&
           same_bits(a->indifference, b->indifference) && same_bits(a->p_correct, b->p_correct) &&
           same_bits(a->bound.bound_g, b->bound.bound_g);
}

/* Is there little to choose from? Baselines of pools under heavy load are large. */
static bool is_small(const struct cairn_scenario *s)
{
    struct cairn_placement baseline;
    double sizes = 1.0;

    cairn_placement_from_baseline(&baseline, s, 0);
    for (int p = 0; p < s->n_pools; p++)
        sizes *= baseline.pools[p].count > 0 ? baseline.pools[p].count + 1 : 1;
    cairn_placement_release(&baseline);
    return sizes <= 20.0;
}

static void written_otherwise(const struct relation_case *of, struct relation_outcome *outcome)
{
    const struct draft_style style = {.shuffled = (uint64_t)of->number + 1, .other_units = true};
    struct cairn_template *from;
    struct asked plain, other;

    if (!is_small(of->scenario))
        return;
    cairn_scenario_free(scenario_files_load(&of->files, &of->made, &style));
    from = scenario_files_template(&of->files);
    ask(&plain, of, of->from);
    ask(&other, of, from);
    outcome->applies = true;
    outcome->holds = same_answer(&plain.answer, &other.answer);
    outcome->moves = !outcome->holds;
    snprintf(outcome->text, sizeof outcome->text, "%d and %d candidates, status %d and %d",
             plain.answer.n_candidates, other.answer.n_candidates, (int)plain.answer.status,
             (int)other.answer.status);
    asked_release(&other);
    asked_release(&plain);
    cairn_template_free(from);
}

const struct relation relations_of_answers[] = {
    {"the answer, written in another order and other units", RELATION_BITS, false,
     written_otherwise, NULL},
};
const int n_relations_of_answers = sizeof relations_of_answers / sizeof *relations_of_answers;
