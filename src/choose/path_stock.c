#include "choose/path_stock.h"

#include <string.h>

#include "base/alloc.h"

/* Lives of 5 years and of 60 months are the same, whatever rounding says. */
#define SLACK_YEARS 1e-9

void cairn_stock_init(struct cairn_stock *stock, int n_goods)
{
    stock->piles = cairn_calloc((size_t)n_goods + 1, sizeof *stock->piles);
}

void cairn_stock_copy(struct cairn_stock *to, const struct cairn_stock *from, int n_goods)
{
    cairn_stock_init(to, n_goods);
    for (int g = 0; g < n_goods; g++) {
        const struct cairn_pile *pile = &from->piles[g];

        to->piles[g].n = pile->n;
        to->piles[g].batches = cairn_calloc((size_t)pile->n, sizeof *pile->batches);
        if (pile->n > 0)
            memcpy(to->piles[g].batches, pile->batches, (size_t)pile->n * sizeof *pile->batches);
    }
}

void cairn_stock_release(struct cairn_stock *stock, int n_goods)
{
    for (int g = 0; stock->piles && g < n_goods; g++)
        cairn_free(stock->piles[g].batches);
    cairn_free(stock->piles);
    stock->piles = NULL;
}

static bool same_time(double a, double b)
{
    /* NOLINTNEXTLINE(*-memory-comparison,cert-*): the bits are meant, NaN is itself */
    return memcmp(&a, &b, sizeof a) == 0;
}

bool cairn_stock_same(const struct cairn_stock *a, const struct cairn_stock *b, int n_goods)
{
    for (int g = 0; g < n_goods; g++) {
        if (a->piles[g].n != b->piles[g].n)
            return false;
        for (int i = 0; i < a->piles[g].n; i++)
            if (a->piles[g].batches[i].units != b->piles[g].batches[i].units ||
                !same_time(a->piles[g].batches[i].end, b->piles[g].batches[i].end))
                return false;
    }
    return true;
}

static unsigned long long mix(unsigned long long hash, unsigned long long bits)
{
    hash = (hash ^ bits) * 0x9e3779b97f4a7c15u;
    return hash ^ hash >> 29;
}

unsigned long long cairn_stock_hash(const struct cairn_stock *stock, int n_goods)
{
    unsigned long long hash = 0;

    for (int g = 0; g < n_goods; g++) {
        hash = mix(hash, (unsigned long long)stock->piles[g].n);
        for (int i = 0; i < stock->piles[g].n; i++) {
            unsigned long long bits = 0;

            memcpy(&bits, &stock->piles[g].batches[i].end, sizeof(double));
            hash = mix(mix(hash, bits), (unsigned long long)stock->piles[g].batches[i].units);
        }
    }
    return hash;
}

static void drop_first(struct cairn_pile *pile)
{
    pile->n--;
    if (pile->n > 0)
        memmove(pile->batches, pile->batches + 1, (size_t)pile->n * sizeof *pile->batches);
}

static int units_of(const struct cairn_pile *pile)
{
    int units = 0;

    for (int i = 0; i < pile->n; i++)
        units += pile->batches[i].units;
    return units;
}

/* By end; what ends together is one batch. */
static void sort(struct cairn_pile *pile)
{
    int kept = 0;

    for (int i = 1; i < pile->n; i++) {
        struct cairn_batch batch = pile->batches[i];
        int at = i;

        for (; at > 0 && pile->batches[at - 1].end > batch.end; at--)
            pile->batches[at] = pile->batches[at - 1];
        pile->batches[at] = batch;
    }
    for (int i = 1; i < pile->n; i++) {
        struct cairn_batch *last = &pile->batches[kept];
        const struct cairn_batch *batch = &pile->batches[i];

        if (same_time(last->end, batch->end)) {
            last->paid_g = (last->paid_g * last->units + batch->paid_g * batch->units) /
                           (last->units + batch->units);
            last->units += batch->units;
        } else {
            pile->batches[++kept] = *batch;
        }
    }
    if (pile->n > 0)
        pile->n = kept + 1;
}

/* What has ended, and what nobody needs any more. */
static void retire(struct cairn_pile *pile, const struct cairn_path_good *good, int year, int count,
                   struct cairn_path_event *event)
{
    int surplus;

    for (; pile->n > 0 && pile->batches[0].end <= year + SLACK_YEARS; drop_first(pile))
        event->worn_out += pile->batches[0].units;
    for (surplus = units_of(pile) - count; surplus > 0;) {
        struct cairn_batch *first = &pile->batches[0];
        int units = first->units < surplus ? first->units : surplus;

        event->stranded += units;
        event->stranded_g += units * first->paid_g * (first->end - year) / good->lifetime_years;
        surplus -= units;
        first->units -= units;
        if (first->units == 0)
            drop_first(pile);
    }
}

/* What is missing now, and what ends during the year, as often as it does. */
static void buy(struct cairn_pile *pile, const struct cairn_path_good *good, int year, int count,
                struct cairn_path_event *event)
{
    double each_g = good->each_g[year];
    int missing = count - units_of(pile);

    for (int i = 0; i < pile->n; i++)
        event->mean_age_years +=
            pile->batches[i].units * (good->lifetime_years - (pile->batches[i].end - year)) / count;
    if (missing > 0) {
        pile->batches = cairn_realloc(pile->batches, (size_t)pile->n + 1, sizeof *pile->batches);
        pile->batches[pile->n++] =
            (struct cairn_batch){year + good->lifetime_years, each_g, missing};
        event->bought += missing;
    }
    for (int i = 0; i < pile->n; i++)
        while (pile->batches[i].end < year + 1 - SLACK_YEARS) {
            pile->batches[i].end += good->lifetime_years;
            pile->batches[i].paid_g = each_g;
            event->bought += pile->batches[i].units;
            event->worn_out += pile->batches[i].units;
        }
    sort(pile);
    event->bought_g = event->bought * each_g;
    event->in_use = count;
}

double cairn_stock_step(struct cairn_stock *stock, const struct cairn_path_problem *problem,
                        int year, const int *count, struct cairn_path_event *events)
{
    double bought_g = 0;

    for (int g = 0; g < problem->n_goods; g++) {
        struct cairn_path_event event = {0};

        retire(&stock->piles[g], &problem->goods[g], year, count[g], &event);
        buy(&stock->piles[g], &problem->goods[g], year, count[g], &event);
        bought_g += event.bought_g;
        if (events)
            events[g] = event;
    }
    return bought_g;
}
