#include "choose/kbest.h"

#include <string.h>

#include "base/alloc.h"

void cairn_kbest_init(struct cairn_kbest *list, int k)
{
    *list = (struct cairn_kbest){.k = k};
    list->choices = cairn_calloc((size_t)k, sizeof *list->choices);
}

void cairn_kbest_release(struct cairn_kbest *list)
{
    for (int i = 0; i < list->n; i++)
        cairn_free(list->choices[i].parts);
    cairn_free(list->choices);
}

/* Where a choice of this cost belongs: behind all that cost no more. k: nowhere. */
static int place_of(const struct cairn_kbest *list, double cost)
{
    int at = list->n;

    while (at > 0 && cost < list->choices[at - 1].cost)
        at--;
    return at;
}

/* Takes over the parts of the choice. */
static void insert(struct cairn_kbest *list, int at, struct cairn_choice choice)
{
    if (list->n == list->k)
        cairn_free(list->choices[--list->n].parts);
    memmove(&list->choices[at + 1], &list->choices[at],
            (size_t)(list->n - at) * sizeof *list->choices);
    list->choices[at] = choice;
    list->n++;
}

/* A choice with the parts of both. */
static struct cairn_choice join(const struct cairn_choice *a, const struct cairn_choice *b)
{
    struct cairn_choice choice = {
        .cost = a->cost + b->cost,
        .n_parts = a->n_parts + b->n_parts,
    };

    choice.parts = cairn_calloc((size_t)choice.n_parts, sizeof *choice.parts);
    for (int i = 0; i < a->n_parts; i++)
        choice.parts[i] = a->parts[i];
    for (int i = 0; i < b->n_parts; i++)
        choice.parts[a->n_parts + i] = b->parts[i];
    return choice;
}

static void offer_join(struct cairn_kbest *list, const struct cairn_choice *a,
                       const struct cairn_choice *b)
{
    int at = place_of(list, a->cost + b->cost);

    if (at < list->k)
        insert(list, at, join(a, b));
}

void cairn_kbest_offer(struct cairn_kbest *list, double cost, int component, uint64_t configuration)
{
    struct cairn_part_choice part = {component, configuration};
    struct cairn_choice one = {.cost = cost, .parts = &part, .n_parts = component < 0 ? 0 : 1};
    struct cairn_choice nothing = {0};

    offer_join(list, &one, &nothing);
}

void cairn_kbest_offer_all(struct cairn_kbest *list, const struct cairn_kbest *from)
{
    struct cairn_choice nothing = {0};

    for (int i = 0; i < from->n; i++)
        offer_join(list, &from->choices[i], &nothing);
}

void cairn_kbest_combine(struct cairn_kbest *list, const struct cairn_kbest *with)
{
    struct cairn_kbest sums;

    cairn_kbest_init(&sums, list->k);
    for (int i = 0; i < list->n; i++)
        for (int j = 0; j < with->n; j++)
            offer_join(&sums, &list->choices[i], &with->choices[j]);
    cairn_kbest_release(list);
    *list = sums;
}
