#include "choose/path.h"

#include <math.h>
#include <string.h>

#include "base/alloc.h"
#include "base/sort.h"
#include "choose/path_stock.h"

enum { MOST_STOCKS = 20000 };

/* A way to have come to a stock at the end of a year. */
struct label {
    struct cairn_stock stock;
    double total_g;
    int before; /* into the labels of the year before */
    int choice;
    unsigned long long hash;
};

struct layer {
    struct label *labels; /* owned */
    int n;
    size_t capacity;
    int *slots; /* hash table; owned */
    int n_slots;
};

struct search {
    const struct cairn_path_problem *problem;
    struct layer *layers; /* [year] */
    double *ahead_g;      /* [year]: the least that running takes from there on */
    double most_g;        /* that a path may take */
    bool cut;             /* labels were thrown away that might have won */
};

/* ---- a path by its choices ---- */

static void path_init(struct cairn_yearly_path *path, const struct cairn_path_problem *problem)
{
    size_t years = (size_t)problem->years;

    *path = (struct cairn_yearly_path){.proven = true};
    path->choice = cairn_calloc(years, sizeof *path->choice);
    path->running_g = cairn_calloc(years, sizeof *path->running_g);
    path->bought_g = cairn_calloc(years, sizeof *path->bought_g);
    path->events = cairn_calloc(years * (size_t)problem->n_goods + 1, sizeof *path->events);
}

void cairn_path_release(struct cairn_yearly_path *path)
{
    cairn_free(path->choice);
    cairn_free(path->running_g);
    cairn_free(path->bought_g);
    cairn_free(path->events);
    *path = (struct cairn_yearly_path){0};
}

/* One year further with a choice. */
static void go_on(struct cairn_yearly_path *path, const struct cairn_path_problem *problem,
                  struct cairn_stock *stock, int year, int choice)
{
    const struct cairn_path_choice *of = &problem->choices[year][choice];

    path->choice[year] = choice;
    path->running_g[year] = of->running_g;
    path->bought_g[year] = cairn_stock_step(stock, problem, year, of->count,
                                            path->events + (size_t)year * (size_t)problem->n_goods);
    path->total_g += path->running_g[year] + path->bought_g[year];
}

void cairn_path_of(struct cairn_yearly_path *path, const struct cairn_path_problem *problem,
                   const int *choices)
{
    struct cairn_stock stock;

    path_init(path, problem);
    cairn_stock_init(&stock, problem->n_goods);
    for (int y = 0; y < problem->years; y++)
        go_on(path, problem, &stock, y, choices[y]);
    cairn_stock_release(&stock, problem->n_goods);
}

/* What a choice takes in this year alone. */
static double alone_g(const struct cairn_path_problem *problem, const struct cairn_stock *stock,
                      int year, int choice)
{
    const struct cairn_path_choice *of = &problem->choices[year][choice];
    struct cairn_stock then;
    double total_g;

    cairn_stock_copy(&then, stock, problem->n_goods);
    total_g = of->running_g + cairn_stock_step(&then, problem, year, of->count, NULL);
    cairn_stock_release(&then, problem->n_goods);
    return total_g;
}

void cairn_path_myopic(struct cairn_yearly_path *path, const struct cairn_path_problem *problem)
{
    struct cairn_stock stock;

    path_init(path, problem);
    cairn_stock_init(&stock, problem->n_goods);
    for (int y = 0; y < problem->years; y++) {
        double least_g = HUGE_VAL;
        int best = 0;

        for (int c = 0; c < problem->n_choices[y]; c++) {
            double total_g = alone_g(problem, &stock, y, c);

            if (total_g < least_g) {
                least_g = total_g;
                best = c;
            }
        }
        go_on(path, problem, &stock, y, best);
    }
    cairn_stock_release(&stock, problem->n_goods);
}

/* ---- dynamic programming ---- */

static void layer_release(struct layer *layer, int n_goods)
{
    for (int i = 0; i < layer->n; i++)
        cairn_stock_release(&layer->labels[i].stock, n_goods);
    cairn_free(layer->labels);
    cairn_free(layer->slots);
    *layer = (struct layer){0};
}

static void rehash(struct layer *layer, int n_slots)
{
    layer->slots = cairn_realloc(layer->slots, (size_t)n_slots, sizeof *layer->slots);
    layer->n_slots = n_slots;
    for (int s = 0; s < n_slots; s++)
        layer->slots[s] = -1;
    for (int i = 0; i < layer->n; i++) {
        int s = (int)(layer->labels[i].hash % (unsigned)n_slots);

        while (layer->slots[s] >= 0)
            s = (s + 1) % n_slots;
        layer->slots[s] = i;
    }
}

/* Adds a label, or improves the one with the same stock; takes the stock. */
static void add(struct layer *layer, struct label *label, int n_goods)
{
    int s;

    if (2 * (layer->n + 1) > layer->n_slots)
        rehash(layer, layer->n_slots > 0 ? 2 * layer->n_slots : 64);
    s = (int)(label->hash % (unsigned)layer->n_slots);
    for (; layer->slots[s] >= 0; s = (s + 1) % layer->n_slots) {
        struct label *there = &layer->labels[layer->slots[s]];

        if (there->hash != label->hash || !cairn_stock_same(&there->stock, &label->stock, n_goods))
            continue;
        if (label->total_g < there->total_g) {
            cairn_stock_release(&there->stock, n_goods);
            *there = *label;
        } else {
            cairn_stock_release(&label->stock, n_goods);
        }
        return;
    }
    layer->labels =
        cairn_grow(layer->labels, &layer->capacity, (size_t)layer->n + 1, sizeof *layer->labels);
    layer->slots[s] = layer->n;
    layer->labels[layer->n++] = *label;
}

static void expand(struct search *search, const struct cairn_stock *stock, double total_g,
                   int before, int year)
{
    const struct cairn_path_problem *problem = search->problem;

    for (int c = 0; c < problem->n_choices[year]; c++) {
        const struct cairn_path_choice *of = &problem->choices[year][c];
        struct label label = {.before = before, .choice = c};

        cairn_stock_copy(&label.stock, stock, problem->n_goods);
        label.total_g = total_g + of->running_g +
                        cairn_stock_step(&label.stock, problem, year, of->count, NULL);
        if (label.total_g + search->ahead_g[year + 1] > search->most_g) {
            cairn_stock_release(&label.stock, problem->n_goods);
            continue;
        }
        label.hash = cairn_stock_hash(&label.stock, problem->n_goods);
        add(&search->layers[year], &label, problem->n_goods);
    }
}

static int by_total(const void *a, const void *b)
{
    double x = ((const struct label *)a)->total_g, y = ((const struct label *)b)->total_g;

    return x < y ? -1 : x > y;
}

/* Keeps the cheapest, of equals those that came first. */
static void thin_out(struct search *search, struct layer *layer)
{
    int limit = search->problem->limit > 0 ? search->problem->limit : MOST_STOCKS;

    if (layer->n <= limit)
        return;
    search->cut = true;
    cairn_sort_stable(layer->labels, (size_t)layer->n, sizeof *layer->labels, by_total);
    for (int i = limit; i < layer->n; i++)
        cairn_stock_release(&layer->labels[i].stock, search->problem->n_goods);
    layer->n = limit;
    rehash(layer, layer->n_slots);
}

static void look_ahead(struct search *search)
{
    const struct cairn_path_problem *problem = search->problem;

    for (int y = problem->years - 1; y >= 0; y--) {
        double least_g = HUGE_VAL;

        for (int c = 0; c < problem->n_choices[y]; c++)
            least_g = fmin(least_g, problem->choices[y][c].running_g);
        search->ahead_g[y] = search->ahead_g[y + 1] + least_g;
    }
}

/* The cheapest label of the last year, back to the first; false: none beats the myopic path. */
static bool walk_back(const struct search *search, int *choices)
{
    int last = search->problem->years - 1, best = -1;

    for (int i = 0; i < search->layers[last].n; i++)
        if (best < 0 ||
            search->layers[last].labels[i].total_g < search->layers[last].labels[best].total_g)
            best = i;
    if (best < 0)
        return false;
    for (int y = last; y >= 0; y--) {
        choices[y] = search->layers[y].labels[best].choice;
        best = search->layers[y].labels[best].before;
    }
    return true;
}

/* [PATH] */
void cairn_path_planned(struct cairn_yearly_path *path, const struct cairn_path_problem *problem)
{
    struct search search = {.problem = problem};
    size_t years = (size_t)problem->years;
    struct cairn_yearly_path myopic;
    struct cairn_stock none;
    int *choices = cairn_calloc(years, sizeof *choices);

    cairn_path_myopic(&myopic, problem);
    search.most_g = myopic.total_g + 1e-9 * fabs(myopic.total_g);
    search.layers = cairn_calloc(years, sizeof *search.layers);
    search.ahead_g = cairn_calloc(years + 1, sizeof *search.ahead_g);
    look_ahead(&search);
    cairn_stock_init(&none, problem->n_goods);
    expand(&search, &none, 0, -1, 0);
    for (int y = 1; y < problem->years; y++) {
        thin_out(&search, &search.layers[y - 1]);
        for (int i = 0; i < search.layers[y - 1].n; i++) {
            const struct label *label = &search.layers[y - 1].labels[i];

            expand(&search, &label->stock, label->total_g, i, y);
        }
    }
    if (!walk_back(&search, choices))
        memcpy(choices, myopic.choice, years * sizeof *choices);
    cairn_path_of(path, problem, choices);
    if (path->total_g > myopic.total_g) {
        cairn_path_release(path);
        cairn_path_of(path, problem, myopic.choice);
    }
    path->proven = !search.cut;
    for (int y = 0; y < problem->years; y++)
        layer_release(&search.layers[y], problem->n_goods);
    cairn_stock_release(&none, problem->n_goods);
    cairn_path_release(&myopic);
    cairn_free(search.layers);
    cairn_free(search.ahead_g);
    cairn_free(choices);
}
