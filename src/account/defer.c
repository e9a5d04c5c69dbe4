#include "account/defer.h"

#include <assert.h>
#include <math.h>

#include "base/alloc.h"

enum { HOURS = CAIRN_HOURS_PER_YEAR };

static const double no_room = 1e-9; /* of a pool: rounding, not work */

/* One kind of jobs at work, and the hours that are looked at for one of them. */
struct sender {
    const struct cairn_defer_jobs *jobs;
    double *load; /* NULL: there is room for everything */
    const double *const *charges;
    int n_charges;
    int *chosen; /* length_h hours of the year */
    bool *taken; /* [slack_h + length_h] */
};

static int hour_after(int hour, int by)
{
    return (hour + by) % HOURS;
}

/* The room that a job finds; it leaves more of the hour in which it came than it can take. */
static double room_in(const struct sender *sender, int hour, int came)
{
    return sender->load && hour != came ? sender->jobs->up_to - sender->load[hour] : INFINITY;
}

/* The best hours in a row; false if there is no room in any. */
static bool best_in_a_row(struct sender *sender, int came, double *mean)
{
    const struct cairn_defer_jobs *jobs = sender->jobs;
    int best = CAIRN_NONE;

    *mean = 0;
    for (int start = 0; start <= jobs->slack_h; start++) {
        double sum = 0;
        bool fits = true;

        for (int i = 0; i < jobs->length_h && fits; i++) {
            int hour = hour_after(came, start + i);

            fits = room_in(sender, hour, came) > no_room;
            sum += jobs->forecast[hour];
        }
        if (fits && (best == CAIRN_NONE || sum < *mean)) {
            best = start;
            *mean = sum;
        }
    }
    for (int i = 0; best != CAIRN_NONE && i < jobs->length_h; i++)
        sender->chosen[i] = hour_after(came, best + i);
    *mean /= jobs->length_h;
    return best != CAIRN_NONE;
}

/* The best hours, wherever they are. */
static bool best_apart(struct sender *sender, int came, double *mean)
{
    const struct cairn_defer_jobs *jobs = sender->jobs;
    int n = jobs->slack_h + jobs->length_h;

    for (int i = 0; i < n; i++)
        sender->taken[i] = room_in(sender, hour_after(came, i), came) <= no_room;
    *mean = 0;
    for (int k = 0; k < jobs->length_h; k++) {
        int best = CAIRN_NONE;

        for (int i = 0; i < n; i++)
            if (!sender->taken[i] &&
                (best == CAIRN_NONE ||
                 jobs->forecast[hour_after(came, i)] < jobs->forecast[hour_after(came, best)]))
                best = i;
        if (best == CAIRN_NONE)
            return false;
        sender->taken[best] = true;
        sender->chosen[k] = hour_after(came, best);
        *mean += jobs->forecast[sender->chosen[k]] / jobs->length_h;
    }
    return true;
}

/* The part of a job for which there is room in each of the chosen hours, at most `left`. */
static double part_that_fits(const struct sender *sender, int came, double left)
{
    const struct cairn_defer_jobs *jobs = sender->jobs;
    double each = jobs->work[came] / jobs->length_h;

    for (int i = 0; sender->load && i < jobs->length_h; i++)
        left = fmin(left, room_in(sender, sender->chosen[i], came) / each);
    return left;
}

static void move(struct sender *sender, int came, double part)
{
    const struct cairn_defer_jobs *jobs = sender->jobs;
    double work = part * jobs->work[came];

    if (sender->load)
        sender->load[came] -= work;
    for (int i = 0; i < jobs->length_h; i++) {
        int hour = sender->chosen[i];

        if (sender->load)
            sender->load[hour] += work / jobs->length_h;
        for (int k = 0; k < sender->n_charges; k++)
            jobs->shift[k][came] +=
                part * (sender->charges[k][hour] - sender->charges[k][came]) / jobs->length_h;
    }
}

static void send(struct sender *sender, int came)
{
    double left = 1, mean;

    for (int k = 0; k < sender->n_charges; k++)
        sender->jobs->shift[k][came] = 0;
    while (left > 0) {
        bool found = sender->jobs->interruptible ? best_apart(sender, came, &mean)
                                                 : best_in_a_row(sender, came, &mean);
        double part;

        if (!found || mean >= sender->jobs->forecast[came])
            return;
        part = part_that_fits(sender, came, left);
        move(sender, came, part);
        left -= part;
    }
}

void cairn_defer(const struct cairn_defer_jobs *jobs, int n, double *load,
                 const double *const *charges, int n_charges)
{
    struct sender *senders = cairn_calloc((size_t)n, sizeof *senders);

    for (int i = 0; i < n; i++) {
        int all = jobs[i].slack_h + jobs[i].length_h;

        assert(jobs[i].slack_h >= 0 && jobs[i].length_h > 0 && all < HOURS);
        senders[i] = (struct sender){.jobs = &jobs[i],
                                     .load = load,
                                     .charges = charges,
                                     .n_charges = n_charges,
                                     .chosen = cairn_calloc((size_t)all, sizeof(int)),
                                     .taken = cairn_calloc((size_t)all, sizeof(bool))};
    }
    for (int hour = 0; hour < HOURS; hour++)
        for (int i = 0; i < n; i++)
            send(&senders[i], hour);
    for (int i = 0; i < n; i++) {
        cairn_free(senders[i].chosen);
        cairn_free(senders[i].taken);
    }
    cairn_free(senders);
}
