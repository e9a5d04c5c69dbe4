#include "choose/flip.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "account/crossing.h"
#include "base/alloc.h"
#include "base/hash.h"
#include "choose/answer.h"

enum {
    MOST_WITH_VALUE = 12, /* chosen by hand, as the next */
    MOST_WITHOUT = 4,
};

#define FARTHEST 1000.0 /* times or parts of what it is now */
#define ROUNDING 1e-9   /* of sums in another order, of the winner's total */

/* A number of the planner: factors of one subject that follow from it. */
struct number {
    enum cairn_factor_kind kind;
    const char *subject;
    double moves; /* of the difference, what is in proportion to it */
    double ratio; /* estimate; NaN: none */
};

struct search {
    struct cairn_answer *answer;
    const struct cairn_factor_book *book;
    struct number *numbers; /* owned */
    int n;
    int *of; /* [factor]: its number, or CAIRN_NONE; owned */
};

/* ---- which numbers ---- */

/* Kinds that are not theirs: of sampling, shares, whole numbers, what hours were chosen for. */
static bool is_open(enum cairn_factor_kind kind)
{
    if (kind >= CAIRN_FACTOR_DEFERRED && kind <= CAIRN_FACTOR_DEFERRED_PUE)
        return false;
    switch (kind) {
    case CAIRN_FACTOR_WEIGHT:
    case CAIRN_FACTOR_HORIZON:
    case CAIRN_FACTOR_SHARED_BUSY:
    case CAIRN_FACTOR_SHARED_IDLE:
    case CAIRN_FACTOR_SHARED_RESERVED:
    case CAIRN_FACTOR_HOST_SHARE:
    case CAIRN_FACTOR_LINE_SHARE:
    case CAIRN_FACTOR_STORED_BYTES:
    case CAIRN_FACTOR_PURCHASES:
    case CAIRN_FACTOR_IT_SHARE:
    case CAIRN_FACTOR_PUE_CHARGED:
    case CAIRN_FACTOR_CONTRACT_SHARE:
    case CAIRN_FACTOR_CONTRACT_REST:
        return false;
    default:
        return true;
    }
}

/* Both follow from a lifetime. */
static enum cairn_factor_kind of_same(enum cairn_factor_kind kind)
{
    return kind == CAIRN_FACTOR_WRITE_OFF ? CAIRN_FACTOR_AMORTISATION : kind;
}

static bool is_inverse(enum cairn_factor_kind kind)
{
    return kind == CAIRN_FACTOR_AMORTISATION;
}

static uint64_t hash_of(enum cairn_factor_kind kind, const char *subject)
{
    struct cairn_hash hash;

    cairn_hash_init(&hash);
    cairn_hash_i64(&hash, (int64_t)kind);
    cairn_hash_bytes(&hash, subject, strlen(subject));
    return cairn_hash_final(&hash).word[0];
}

static void find_numbers(struct search *search)
{
    const struct cairn_factor_book *book = search->book;
    size_t n_slots = 64;
    int *slots;

    while (n_slots < 2 * (size_t)book->n)
        n_slots *= 2;
    slots = cairn_calloc(n_slots, sizeof *slots); /* number + 1 */
    search->numbers = cairn_calloc((size_t)book->n, sizeof *search->numbers);
    search->of = cairn_calloc((size_t)book->n, sizeof *search->of);
    for (int i = 0; i < book->n; i++) {
        const struct cairn_factor *factor = &book->factors[i];
        enum cairn_factor_kind kind = of_same(factor->kind);
        size_t at = hash_of(kind, factor->subject) & (n_slots - 1);

        search->of[i] = CAIRN_NONE;
        if (!is_open(kind))
            continue;
        while (slots[at] && (search->numbers[slots[at] - 1].kind != kind ||
                             strcmp(search->numbers[slots[at] - 1].subject, factor->subject) != 0))
            at = (at + 1) & (n_slots - 1);
        if (!slots[at]) {
            search->numbers[search->n++] = (struct number){kind, factor->subject, 0.0, NAN};
            slots[at] = search->n;
        }
        search->of[i] = slots[at] - 1;
    }
    cairn_free(slots);
}

/* ---- how much of the difference each moves ---- */

/* Adds sign x the total of a trial to what its numbers move; returns it. */
static double add_trial(struct search *search, struct cairn_trial *trial, int n, double sign)
{
    enum cairn_measure aim = cairn_trial_aim(trial);
    double total = 0.0;

    for (int c = 0; c < trial->components.n; c++) {
        const struct cairn_layout *layout = &cairn_trial_entry(trial, c, n)->sum.layout;
        size_t size = (size_t)layout->n_windows * (size_t)layout->stride;
        double *mean = cairn_calloc(size, sizeof *mean);
        struct cairn_terms terms =
            cairn_ledger_terms_of(&trial->ledgers[c], aim, trial->scenario->choose.basis);

        for (int r = 0; r < n; r++) {
            const double *amounts = cairn_trial_amounts(trial, c, r);

            for (size_t i = 0; i < size; i++)
                mean[i] += amounts[i] / n;
        }
        while (cairn_terms_next(&terms)) {
            double value = sign * cairn_term_value(&terms.term, search->book, mean);

            total += value;
            for (int f = 0; f < terms.term.n_factors; f++)
                if (search->of[terms.term.factor[f]] != CAIRN_NONE)
                    search->numbers[search->of[terms.term.factor[f]]].moves += value;
        }
        cairn_free(mean);
    }
    return total;
}

/* difference(x) = rest + moves x, were every number in each term at most once. */
static void estimate_ratios(struct search *search, double difference)
{
    for (int i = 0; i < search->n; i++) {
        struct number *number = &search->numbers[i];
        double ratio = (number->moves - difference) / number->moves;

        if (ratio > 1.0 / FARTHEST && ratio < FARTHEST) /* of what moves nothing it is infinite */
            number->ratio = ratio;
    }
}

static int rising(double a, double b)
{
    return (a > b) - (a < b);
}

/* The nearer ratio first, then what has more of the difference. */
static int nearer(double ratio_a, double ratio_b, double part_a, double part_b)
{
    double far_a = isnan(ratio_a) ? INFINITY : fabs(log(ratio_a));
    double far_b = isnan(ratio_b) ? INFINITY : fabs(log(ratio_b));
    int order = rising(far_a, far_b);

    return order ? order : rising(fabs(part_b), fabs(part_a));
}

static int by_ratio(const void *a, const void *b)
{
    const struct number *p = a, *q = b;
    int order = nearer(p->ratio, q->ratio, p->moves, q->moves);

    if (!order)
        order = rising(p->kind, q->kind);
    return order ? order : strcmp(p->subject, q->subject);
}

/* Keeps the leading ones, in order. */
static void keep_leading(struct search *search)
{
    int n = 0, without = 0;

    qsort(search->numbers, (size_t)search->n, sizeof *search->numbers, by_ratio);
    for (int i = 0; i < search->n; i++) {
        struct number number = search->numbers[i];
        bool has_value = !isnan(number.ratio);

        if (number.moves == 0.0 || (has_value ? n >= MOST_WITH_VALUE : without >= MOST_WITHOUT))
            continue;
        without += !has_value;
        search->numbers[n++] = number;
    }
    search->n = n;
}

/* ---- the values ---- */

static void bind_all(const struct search *search, struct cairn_variables *variables)
{
    for (int i = 0; i < search->n; i++) {
        const struct number *number = &search->numbers[i];
        struct cairn_binding binding = {
            .kind = number->kind,
            .subject = number->subject,
            .variable = cairn_variables_add(variables),
            .power = is_inverse(number->kind) ? -1 : 1,
            .base = NAN,
        };

        cairn_variables_bind(variables, &binding);
        if (number->kind == CAIRN_FACTOR_AMORTISATION) {
            binding.kind = CAIRN_FACTOR_WRITE_OFF;
            cairn_variables_bind(variables, &binding);
        }
        if (number->kind == CAIRN_FACTOR_PUE) {
            binding.kind = CAIRN_FACTOR_IT_SHARE;
            binding.power = -1;
            cairn_variables_bind(variables, &binding);
        }
    }
}

static void contract(const struct search *search, int candidate, int n,
                     const struct cairn_variables *variables, struct cairn_contraction *contraction)
{
    struct cairn_answer *answer = search->answer;
    struct cairn_contraction_setup setup = {
        .n_replications = n,
        .measure = cairn_aim_measure(answer->scenario->choose.aim),
        .basis = answer->scenario->choose.basis,
        .variables = variables,
        .confidence = 1.0 - answer->scenario->choose.alpha,
    };

    cairn_trial_contract(&answer->candidates[candidate]->trial, &setup, contraction);
}

/* The mean over the year of what differs by the hour; NaN: there is none of the kind. */
static double value_of(const struct search *search, enum cairn_factor_kind kind,
                       const char *subject)
{
    const struct cairn_plan *plan = &search->answer->plan;
    double sum = 0.0, hours = 0.0;

    for (int i = 0; i < search->book->n; i++) {
        const struct cairn_factor *factor = &search->book->factors[i];

        if (factor->kind != kind || strcmp(factor->subject, subject) != 0)
            continue;
        if (factor->window == CAIRN_NONE)
            return factor->value;
        sum += plan->windows[factor->window].hours * factor->value;
        hours += plan->windows[factor->window].hours;
    }
    return hours > 0.0 ? sum / hours : NAN;
}

static struct cairn_flip describe(const struct search *search, const struct number *number,
                                  double difference)
{
    const struct cairn_factor_type *type = cairn_factor_type(number->kind);
    struct cairn_flip flip = {
        .name = type->name,
        .unit = type->unit,
        .subject = number->subject,
        .value = value_of(search, number->kind, number->subject),
        .share = difference != 0.0 ? number->moves / difference : 0.0,
    };

    if (number->kind == CAIRN_FACTOR_AMORTISATION) {
        flip.name = "lifetime";
        flip.unit = "y";
        flip.value = search->answer->scenario->time.horizon_s / flip.value / CAIRN_SECONDS_PER_YEAR;
        if (isnan(flip.value))
            flip.value = 1.0 / CAIRN_SECONDS_PER_YEAR /
                         value_of(search, CAIRN_FACTOR_WRITE_OFF, number->subject);
    }
    return flip;
}

static int nearest_first(const void *a, const void *b)
{
    const struct cairn_flip *p = a, *q = b;
    int order = nearer(p->ratio, q->ratio, p->share, q->share);

    if (!order)
        order = strcmp(p->name, q->name);
    return order ? order : strcmp(p->subject, q->subject);
}

/* constant: what the two differ in besides the terms of their ledgers. */
static void find_flips(struct search *search, int n, double difference, double constant,
                       struct cairn_flips *flips)
{
    struct cairn_answer *answer = search->answer;
    struct cairn_variables variables;
    struct cairn_contraction best, other, gap;

    cairn_variables_init(&variables, search->book, answer->plan.n_windows);
    bind_all(search, &variables);
    contract(search, answer->best, n, &variables, &best);
    contract(search, flips->other, n, &variables, &other);
    cairn_contraction_difference(&gap, &other, &best);
    flips->items = cairn_calloc((size_t)search->n, sizeof *flips->items);
    flips->n = search->n;
    for (int i = 0; i < search->n; i++) {
        struct cairn_flip *flip = &flips->items[i];
        struct cairn_crossing_query query = {
            .difference = &gap,
            .variable = i,
            .constant = constant,
            .least = 1.0 / FARTHEST,
            .most = FARTHEST,
        };
        struct cairn_crossing crossing;

        *flip = describe(search, &search->numbers[i], difference);
        if (search->numbers[i].kind == CAIRN_FACTOR_PUE)
            query.least = fmin(1.0, fmax(query.least, 1.0 / flip->value));
        crossing = cairn_crossing_find(&query);
        flip->ratio = crossing.at;
        flip->low = crossing.low;
        flip->high = crossing.high;
    }
    qsort(flips->items, (size_t)flips->n, sizeof *flips->items, nearest_first);
    cairn_contraction_release(&gap);
    cairn_contraction_release(&other);
    cairn_contraction_release(&best);
    cairn_variables_release(&variables);
}

void cairn_flips_init(struct cairn_flips *flips, struct cairn_answer *answer, int index)
{
    struct search search = {.answer = answer, .book = &answer->book};
    struct cairn_candidate *best = answer->candidates[answer->best];
    struct cairn_candidate *other = answer->candidates[index];
    double of_terms, difference, constant;
    int n;

    *flips = (struct cairn_flips){.other = index};
    if (best->trial.groups.n > 0 || other->trial.groups.n > 0) /* [GROUP] no polynomial */
        return;
    n = best->n_seen < other->n_seen ? best->n_seen : other->n_seen;
    find_numbers(&search);
    of_terms = add_trial(&search, &other->trial, n, 1.0);
    of_terms += add_trial(&search, &best->trial, n, -1.0);
    difference = cairn_candidate_excess(other, best, 0.95, NULL);
    constant = difference - of_terms;
    if (fabs(constant) <= ROUNDING * fabs(best->aim))
        constant = 0.0;
    estimate_ratios(&search, difference);
    keep_leading(&search);
    if (search.n > 0)
        find_flips(&search, n, difference, constant, flips);
    cairn_free(search.numbers);
    cairn_free(search.of);
}

void cairn_flips_release(struct cairn_flips *flips)
{
    cairn_free(flips->items);
    *flips = (struct cairn_flips){.items = NULL};
}
