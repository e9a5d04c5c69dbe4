#include "account/dispatch.h"

#include <math.h>
#include <string.h>

#include "base/alloc.h"

/* A piece of a convex, piecewise linear function, pieces in order of their slopes. */
struct piece {
    double slope, length;
};

/* What an hour allows: energies at the meter, Wh. */
struct chance {
    double lack_wh, surplus_wh;
    double from_sun_wh, from_grid_wh; /* that may be charged */
    double to_load_wh;                /* that may be discharged */
};

static struct chance chance_of(const struct cairn_dispatch_task *task, int t)
{
    const struct cairn_dispatch_battery *b = task->battery;
    double net_wh = task->load_w[t] - (task->sun_w ? task->sun_w[t] : 0);
    struct chance chance = {.lack_wh = fmax(0, net_wh), .surplus_wh = fmax(0, -net_wh)};

    if (!b)
        return chance;
    chance.from_sun_wh = fmin(b->charge_w, chance.surplus_wh);
    if (b->grid && b->foresight)
        chance.from_grid_wh = b->charge_w - chance.from_sun_wh;
    chance.to_load_wh = fmin(b->discharge_w, chance.lack_wh);
    return chance;
}

/* ---- backwards: what the hours to come cost, by what is stored ---- */

struct pieces {
    struct piece *items; /* owned */
    size_t n, room;
};

/*
 * Pieces of the hours of a block, which are made again from those at its end when the pass forwards
 * comes to it: those of a whole year would be too many.
 */
enum { BLOCK = 96 };

struct values {
    struct pieces *ends; /* [block]: from the hour behind it on; owned */
    int n_blocks;
    struct pieces hours[BLOCK + 1];
};

/*
 * What an hour offers, as a function of what is taken out of the store: slopes ascend. To put in
 * from the grid, from the sun; to take out.
 */
static int offers_of(const struct cairn_dispatch_task *task, int t, struct piece offers[3],
                     double *put_in_wh)
{
    const struct cairn_dispatch_battery *b = task->battery;
    struct chance chance = chance_of(task, t);
    double worth = task->signal[t] - b->wear;
    int n = 0;

    *put_in_wh = (chance.from_grid_wh + chance.from_sun_wh) * b->charge_efficiency;
    if (chance.from_grid_wh > 0)
        offers[n++] = (struct piece){-task->signal[t] / b->charge_efficiency,
                                     chance.from_grid_wh * b->charge_efficiency};
    if (chance.from_sun_wh > 0)
        offers[n++] = (struct piece){0, chance.from_sun_wh * b->charge_efficiency};
    if (chance.to_load_wh > 0 && worth > 0)
        offers[n++] = (struct piece){-worth * b->discharge_efficiency,
                                     chance.to_load_wh / b->discharge_efficiency};
    /* the last two never stand together; the first and the last may be out of order nowhere:
       signal / efficiency >= (signal - wear) x efficiency */
    return n;
}

/* Appends a piece, less what lies before empty, up to full. */
static void append(struct pieces *pieces, struct piece piece, double *skip_wh, double *left_wh)
{
    double skipped = fmin(*skip_wh, piece.length);

    *skip_wh -= skipped;
    piece.length = fmin(piece.length - skipped, *left_wh);
    if (piece.length <= 0)
        return;
    *left_wh -= piece.length;
    pieces->items = cairn_grow(pieces->items, &pieces->room, pieces->n + 1, sizeof *pieces->items);
    pieces->items[pieces->n++] = piece;
}

/* The hours from t on, from those from t + 1 on: both lists of slopes merged, cut at both ends. */
static void step_back(const struct cairn_dispatch_task *task, int t, const struct pieces *from,
                      struct pieces *to)
{
    struct piece offers[3] = {{0, 0}};
    double skip_wh, left_wh = task->battery->capacity_wh;
    int n = offers_of(task, t, offers, &skip_wh), i = 0;
    size_t at = 0;

    to->n = 0;
    while (left_wh > 0 && (i < n || at < from->n)) {
        bool offered = at == from->n || (i < n && offers[i].slope <= from->items[at].slope);

        append(to, offered ? offers[i++] : from->items[at++], &skip_wh, &left_wh);
    }
}

static void copy(struct pieces *to, const struct pieces *from)
{
    double skip_wh = 0, left_wh = INFINITY;

    to->n = 0;
    for (size_t i = 0; i < from->n; i++)
        append(to, from->items[i], &skip_wh, &left_wh);
}

/* The pieces of all hours of a block, and of the hour behind it. */
static void fill_block(struct values *values, const struct cairn_dispatch_task *task, int block)
{
    int first = block * BLOCK;
    int end = first + BLOCK < task->n ? first + BLOCK : task->n;

    copy(&values->hours[end - first], &values->ends[block]);
    for (int t = end - 1; t >= first; t--)
        step_back(task, t, &values->hours[t - first + 1], &values->hours[t - first]);
}

static void values_init(struct values *values, const struct cairn_dispatch_task *task)
{
    double skip_wh = 0, left_wh = task->battery->capacity_wh;

    memset(values, 0, sizeof *values);
    values->n_blocks = (task->n + BLOCK - 1) / BLOCK;
    values->ends = cairn_calloc((size_t)values->n_blocks, sizeof *values->ends);
    for (int block = values->n_blocks - 1; block >= 0; block--) {
        if (block == values->n_blocks - 1)
            append(&values->ends[block], (struct piece){0, left_wh}, &skip_wh, &left_wh);
        else
            copy(&values->ends[block], &values->hours[0]);
        fill_block(values, task, block);
    }
}

static void values_release(struct values *values)
{
    for (int i = 0; i < values->n_blocks; i++)
        cairn_free(values->ends[i].items);
    cairn_free(values->ends);
    for (int i = 0; i <= BLOCK; i++)
        cairn_free(values->hours[i].items);
}

/* ---- forwards ---- */

/* Where in the pieces of an hour something stored stands. */
struct place {
    const struct piece *at, *end;
    double left_wh; /* of the piece */
};

static struct place find(const struct pieces *pieces, double stored_wh)
{
    struct place place = {pieces->items, pieces->items + pieces->n, 0};

    while (place.at < place.end && stored_wh >= place.at->length) {
        stored_wh -= place.at->length;
        place.at++;
    }
    if (place.at < place.end)
        place.left_wh = place.at->length - stored_wh;
    return place;
}

/* Stores more along a slope of this hour, as far as the hours to come are spared more by it. */
static double move_up(struct place *place, double slope, double most_wh)
{
    double moved_wh = 0;

    while (place->at < place->end && slope + place->at->slope < 0) {
        if (most_wh - moved_wh <= place->left_wh) { /* all of it, to the bit */
            place->left_wh -= most_wh - moved_wh;
            return most_wh;
        }
        moved_wh += place->left_wh;
        place->at++;
        place->left_wh = place->at < place->end ? place->at->length : 0;
    }
    return moved_wh;
}

/* What an hour does, at the meter. */
struct deed {
    double from_sun_wh, from_grid_wh, to_load_wh;
};

static struct deed best_deed(const struct cairn_dispatch_task *task, const struct values *values,
                             int t, double stored_wh)
{
    const struct cairn_dispatch_battery *b = task->battery;
    struct chance chance = chance_of(task, t);
    double worth = task->signal[t] - b->wear;
    double out_wh = worth > 0 ? fmin(stored_wh, chance.to_load_wh / b->discharge_efficiency) : 0;
    struct place place = find(&values->hours[t % BLOCK + 1], stored_wh - out_wh);
    struct deed deed = {0};
    double kept_wh = move_up(&place, worth * b->discharge_efficiency, out_wh);

    if (kept_wh < out_wh) {
        deed.to_load_wh = (out_wh - kept_wh) * b->discharge_efficiency;
        return deed;
    }
    deed.from_sun_wh = move_up(&place, 0, chance.from_sun_wh * b->charge_efficiency);
    if (deed.from_sun_wh >= chance.from_sun_wh * b->charge_efficiency)
        deed.from_grid_wh = move_up(&place, task->signal[t] / b->charge_efficiency,
                                    chance.from_grid_wh * b->charge_efficiency);
    deed.from_sun_wh /= b->charge_efficiency;
    deed.from_grid_wh /= b->charge_efficiency;
    return deed;
}

static struct deed greedy_deed(const struct cairn_dispatch_task *task, int t, double stored_wh)
{
    const struct cairn_dispatch_battery *b = task->battery;
    struct chance chance = chance_of(task, t);

    return (struct deed){
        .from_sun_wh =
            fmin(chance.from_sun_wh, (b->capacity_wh - stored_wh) / b->charge_efficiency),
        .to_load_wh = fmin(chance.to_load_wh, stored_wh * b->discharge_efficiency),
    };
}

static void put(double *hours, int t, double value)
{
    if (hours)
        hours[t] = value;
}

void cairn_dispatch(const struct cairn_dispatch_task *task,
                    struct cairn_dispatch_hours *hours) /* [SOLAR] */
{
    const struct cairn_dispatch_battery *b = task->battery;
    bool foresight = b && b->foresight && b->capacity_wh > 0;
    struct values values;
    double stored_wh = 0;

    if (foresight)
        values_init(&values, task);
    for (int t = 0; t < task->n; t++) {
        struct chance chance = chance_of(task, t);
        struct deed deed = {0};

        if (foresight && t % BLOCK == 0)
            fill_block(&values, task, t / BLOCK);
        if (foresight)
            deed = best_deed(task, &values, t, stored_wh);
        else if (b)
            deed = greedy_deed(task, t, stored_wh);
        if (b) {
            stored_wh += (deed.from_sun_wh + deed.from_grid_wh) * b->charge_efficiency;
            stored_wh -= deed.to_load_wh / b->discharge_efficiency;
            stored_wh = fmin(b->capacity_wh, fmax(0, stored_wh)); /* the last bits */
        }
        put(hours->grid_w, t, chance.lack_wh - deed.to_load_wh + deed.from_grid_wh);
        put(hours->charge_w, t, deed.from_sun_wh + deed.from_grid_wh);
        put(hours->discharge_w, t, deed.to_load_wh);
        put(hours->curtailed_w, t, chance.surplus_wh - deed.from_sun_wh);
        put(hours->stored_wh, t, stored_wh);
    }
    if (foresight)
        values_release(&values);
}
