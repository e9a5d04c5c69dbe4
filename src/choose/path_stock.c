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
        to->piles[g].units = cairn_calloc((size_t)pile->n, sizeof *pile->units);
        if (pile->n > 0)
            memcpy(to->piles[g].units, pile->units, (size_t)pile->n * sizeof *pile->units);
    }
}

void cairn_stock_release(struct cairn_stock *stock, int n_goods)
{
    for (int g = 0; stock->piles && g < n_goods; g++)
        cairn_free(stock->piles[g].units);
    cairn_free(stock->piles);
    stock->piles = NULL;
}

static bool same_time(double a, double b)
{
    return memcmp(&a, &b, sizeof a) == 0;
}

bool cairn_stock_same(const struct cairn_stock *a, const struct cairn_stock *b, int n_goods)
{
    for (int g = 0; g < n_goods; g++) {
        if (a->piles[g].n != b->piles[g].n)
            return false;
        for (int i = 0; i < a->piles[g].n; i++)
            if (!same_time(a->piles[g].units[i].end, b->piles[g].units[i].end))
                return false;
    }
    return true;
}

unsigned long long cairn_stock_hash(const struct cairn_stock *stock, int n_goods)
{
    unsigned long long hash = 0;

    for (int g = 0; g < n_goods; g++) {
        hash = hash * 1000003u + (unsigned long long)stock->piles[g].n;
        for (int i = 0; i < stock->piles[g].n; i++) {
            unsigned long long bits = 0;

            memcpy(&bits, &stock->piles[g].units[i].end, sizeof(double));
            hash = (hash ^ bits) * 0x9e3779b97f4a7c15u;
            hash ^= hash >> 29;
        }
    }
    return hash;
}

/* Takes the first n units away. */
static void drop(struct cairn_pile *pile, int n)
{
    pile->n -= n;
    if (n > 0 && pile->n > 0)
        memmove(pile->units, pile->units + n, (size_t)pile->n * sizeof *pile->units);
}

static void sort(struct cairn_pile *pile)
{
    for (int i = 1; i < pile->n; i++) {
        struct cairn_unit unit = pile->units[i];
        int at = i;

        for (; at > 0 && pile->units[at - 1].end > unit.end; at--)
            pile->units[at] = pile->units[at - 1];
        pile->units[at] = unit;
    }
}

/* What has ended, and what nobody needs any more. */
static void retire(struct cairn_pile *pile, const struct cairn_path_good *good, int year, int count,
                   struct cairn_path_event *event)
{
    int n = 0;

    while (n < pile->n && pile->units[n].end <= year + SLACK_YEARS)
        n++;
    drop(pile, n);
    event->worn_out += n;
    n = pile->n > count ? pile->n - count : 0;
    for (int i = 0; i < n; i++)
        event->stranded_g +=
            pile->units[i].paid_g * (pile->units[i].end - year) / good->lifetime_years;
    drop(pile, n);
    event->stranded += n;
}

/* What is missing now, and what ends during the year, as often as it does. */
static void buy(struct cairn_pile *pile, const struct cairn_path_good *good, int year, int count,
                struct cairn_path_event *event)
{
    double each_g = good->each_g[year];

    pile->units = cairn_realloc(pile->units, (size_t)count + 1, sizeof *pile->units);
    for (int i = 0; i < pile->n; i++)
        event->mean_age_years += good->lifetime_years - (pile->units[i].end - year);
    for (; pile->n < count; pile->n++, event->bought++)
        pile->units[pile->n] = (struct cairn_unit){year + good->lifetime_years, each_g};
    for (int i = 0; i < pile->n; i++)
        while (pile->units[i].end < year + 1 - SLACK_YEARS) {
            pile->units[i].end += good->lifetime_years;
            pile->units[i].paid_g = each_g;
            event->bought++;
            event->worn_out++;
        }
    sort(pile);
    event->bought_g += event->bought * each_g;
    event->in_use = count;
    if (count > 0)
        event->mean_age_years /= count;
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
