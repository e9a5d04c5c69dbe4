/* Which numbers a flip names, in which order and with what, against accounting anew. [FLIP] */
#include <check.h>
#include <math.h>
#include <string.h>

#include "choose/answer.h"
#include "math/stats.h"
#include "support/build.h"
#include "support/staged.h"
#include "support/town.h"

enum { REPLICATIONS = 6, NUMBERS = 200, WITH_VALUE = 12, WITHOUT = 4 };

static const struct cairn_choose_limits usual = {.replications = REPLICATIONS};

/* Two candidates whose difference is accounted by the book as it is. */
struct pair {
    struct cairn_answer *answer;
    const struct cairn_flips *flips;
    int n; /* replications of both */
};

static double total_of(const struct pair *pair, int candidate, int replication)
{
    struct cairn_trial *trial = &pair->answer->candidates[candidate]->trial;

    return cairn_trial_total(trial, replication, cairn_trial_aim(trial),
                             pair->answer->scenario->choose.basis, NULL);
}

/* What the other takes more, and the half-width of its interval where that is not NULL. */
static double difference_of(const struct pair *pair, double *half_width)
{
    double more[REPLICATIONS];

    for (int r = 0; r < pair->n; r++)
        more[r] = total_of(pair, pair->flips->other, r) - total_of(pair, pair->answer->best, r);
    if (half_width)
        *half_width = cairn_stats_half_width(more, (size_t)pair->n, 0.95);
    return cairn_stats_mean(more, (size_t)pair->n);
}

/* ---- numbers, by accounting with each of them doubled ---- */

struct number {
    enum cairn_factor_kind kind;
    const char *subject;
    double moves, ratio; /* of a line through the difference as it is and doubled; NAN: none */
    bool kept;
};

/* A planner's numbers: not what samples weigh, how much is shared or how often one buys. */
static bool is_open(enum cairn_factor_kind kind)
{
    static const enum cairn_factor_kind closed[] = {
        CAIRN_FACTOR_WEIGHT,      CAIRN_FACTOR_HORIZON,         CAIRN_FACTOR_SHARED_BUSY,
        CAIRN_FACTOR_SHARED_IDLE, CAIRN_FACTOR_SHARED_RESERVED, CAIRN_FACTOR_HOST_SHARE,
        CAIRN_FACTOR_LINE_SHARE,  CAIRN_FACTOR_STORED_BYTES,    CAIRN_FACTOR_PURCHASES,
        CAIRN_FACTOR_IT_SHARE,    CAIRN_FACTOR_CONTRACT_SHARE,  CAIRN_FACTOR_CONTRACT_REST,
        CAIRN_FACTOR_PUE_CHARGED, CAIRN_FACTOR_DEFERRED_PUE,
    };

    if (kind >= CAIRN_FACTOR_DEFERRED && kind <= CAIRN_FACTOR_DEFERRED_LAST)
        return false;

    for (size_t i = 0; i < sizeof closed / sizeof *closed; i++)
        if (closed[i] == kind)
            return false;
    return true;
}

/* A lifetime is amortised or written off. */
static enum cairn_factor_kind of_same(enum cairn_factor_kind kind)
{
    return kind == CAIRN_FACTOR_WRITE_OFF ? CAIRN_FACTOR_AMORTISATION : kind;
}

static bool is_of(const struct cairn_factor *factor, const struct number *number)
{
    return of_same(factor->kind) == number->kind && strcmp(factor->subject, number->subject) == 0;
}

static void scale(const struct pair *pair, const struct number *number, double by)
{
    struct cairn_factor_book *book = &pair->answer->book;

    for (int i = 0; i < book->n; i++)
        if (is_of(&book->factors[i], number))
            book->factors[i].value *= by;
}

static int find_numbers(const struct pair *pair, struct number *numbers)
{
    const struct cairn_factor_book *book = &pair->answer->book;
    double difference = difference_of(pair, NULL);
    double size = fabs(total_of(pair, pair->answer->best, 0));
    int n = 0;

    for (int i = 0; i < book->n; i++) {
        struct number number = {of_same(book->factors[i].kind), book->factors[i].subject, 0, NAN,
                                false};
        bool known = !is_open(number.kind);

        for (int k = 0; k < n && !known; k++)
            known = is_of(&book->factors[i], &numbers[k]);
        if (known)
            continue;
        scale(pair, &number, 2);
        number.moves = difference_of(pair, NULL) - difference;
        scale(pair, &number, 0.5);
        if (fabs(number.moves) < 1e-10 * size)
            continue;
        number.ratio = 1 - difference / number.moves;
        if (!(number.ratio > 1e-3 && number.ratio < 1e3))
            number.ratio = NAN;
        ck_assert_int_lt(n, NUMBERS);
        numbers[n++] = number;
    }
    return n;
}

static bool same(double a, double b)
{
    return a == b || fabs(a - b) <= 1e-8 * (fabs(a) + fabs(b));
}

static double far(double ratio)
{
    return isnan(ratio) ? INFINITY : fabs(log(ratio));
}

/* Nearest first, then what moves most, then as the book's kinds and the subjects are ordered. */
static bool is_before(const struct number *a, const struct number *b)
{
    if (!same(far(a->ratio), far(b->ratio)))
        return far(a->ratio) < far(b->ratio);
    if (!same(fabs(a->moves), fabs(b->moves)))
        return fabs(a->moves) > fabs(b->moves);
    if (a->kind != b->kind)
        return a->kind < b->kind;
    return strcmp(a->subject, b->subject) < 0;
}

/* Marks those that are to be named. */
static int keep_leading(struct number *numbers, int n)
{
    int kept = 0;

    for (int i = 0; i < n; i++) {
        int before = 0; /* of the same sort */

        for (int k = 0; k < n; k++)
            before += isnan(numbers[k].ratio) == isnan(numbers[i].ratio) &&
                      is_before(&numbers[k], &numbers[i]);
        numbers[i].kept = before < (isnan(numbers[i].ratio) ? WITHOUT : WITH_VALUE);
        kept += numbers[i].kept;
    }
    return kept;
}

/* ---- what is said of them ---- */

static bool is_lifetime(const struct number *number)
{
    return number->kind == CAIRN_FACTOR_AMORTISATION;
}

static const struct cairn_flip *flip_of(const struct cairn_flips *flips,
                                        const struct number *number)
{
    const char *name = is_lifetime(number) ? "lifetime" : cairn_factor_type(number->kind)->name;

    for (int i = 0; i < flips->n; i++)
        if (strcmp(flips->items[i].name, name) == 0 &&
            strcmp(flips->items[i].subject, number->subject) == 0)
            return &flips->items[i];
    return NULL;
}

/* The difference with a PUE multiplied, and what devices take of a facility's power divided. */
static double at_pue(const struct pair *pair, const struct number *pue, double by)
{
    struct number share = {.kind = CAIRN_FACTOR_IT_SHARE, .subject = pue->subject};
    double difference;

    scale(pair, pue, by);
    scale(pair, &share, 1 / by);
    difference = difference_of(pair, NULL);
    scale(pair, &share, by);
    scale(pair, pue, 1 / by);
    return difference;
}

/* It stays a PUE; where no value makes both equal, none on the way changes who is ahead. */
static void check_pue(const struct pair *pair, const struct number *pue,
                      const struct cairn_flip *flip)
{
    double now = at_pue(pair, pue, 1), least = 1 / flip->value;

    if (!isnan(flip->ratio)) {
        ck_assert_double_ge(flip->ratio, least * (1 - 1e-9));
        ck_assert_double_eq_tol(at_pue(pair, pue, flip->ratio), 0, 1e-6 * fabs(now));
        return;
    }
    ck_assert(isnan(flip->low) && isnan(flip->high));
    for (double by = least; by < 1000; by *= 1.1)
        ck_assert_double_gt(at_pue(pair, pue, by) * now, 0);
}

/*
 * The value at which both are equal is where the line leads, of a lifetime inversely. Its interval
 * is that of the difference there, over the slope.
 */
static void check_ratio(const struct pair *pair, const struct number *number,
                        const struct cairn_flip *flip)
{
    bool is_pue = number->kind == CAIRN_FACTOR_PUE;
    double expected = is_lifetime(number) ? 1 / number->ratio : number->ratio;
    double half_width;

    if (is_pue) {
        check_pue(pair, number, flip);
        return;
    }
    if (isnan(expected)) {
        ck_assert(isnan(flip->ratio) && isnan(flip->low) && isnan(flip->high));
        return;
    }
    ck_assert_double_eq_tol(flip->ratio, expected, 1e-6 * expected);
    scale(pair, number, number->ratio);
    difference_of(pair, &half_width);
    scale(pair, number, 1 / number->ratio);
    if (is_lifetime(number))
        return;
    half_width /= fabs(number->moves);
    ck_assert_double_eq_tol(flip->high, expected + half_width, 1e-6 * expected + 1e-3 * half_width);
    ck_assert_double_eq_tol(flip->low, fmax(0, expected - half_width),
                            1e-6 * expected + 1e-3 * half_width);
}

static int check_pair(const struct pair *pair)
{
    struct number numbers[NUMBERS];
    int n = find_numbers(pair, numbers), kept = keep_leading(numbers, n), crossings = 0;
    double difference = difference_of(pair, NULL);

    ck_assert_int_eq(pair->flips->n, kept);
    for (int i = 0; i < n; i++) {
        const struct cairn_flip *flip = flip_of(pair->flips, &numbers[i]);

        ck_assert_msg((flip != NULL) == numbers[i].kept, "%s of %s",
                      cairn_factor_type(numbers[i].kind)->name, numbers[i].subject);
        if (!flip)
            continue;
        ck_assert_str_eq(flip->unit,
                         is_lifetime(&numbers[i]) ? "y" : cairn_factor_type(numbers[i].kind)->unit);
        ck_assert_double_eq_tol(flip->share, numbers[i].moves / difference,
                                1e-6 * fabs(flip->share));
        check_ratio(pair, &numbers[i], flip);
        crossings += !isnan(flip->ratio);
    }
    for (int i = 1; i < pair->flips->n; i++) {
        const struct cairn_flip *a = &pair->flips->items[i - 1], *b = a + 1;

        ck_assert_double_le(far(a->ratio), far(b->ratio));
        if (far(a->ratio) < far(b->ratio))
            continue;
        ck_assert_double_ge(fabs(a->share), fabs(b->share));
        if (fabs(a->share) > fabs(b->share))
            continue;
        ck_assert_int_le(strcmp(a->name, b->name), 0);
        ck_assert(strcmp(a->name, b->name) < 0 || strcmp(a->subject, b->subject) < 0);
    }
    return crossings;
}

/* ---- towns ---- */

/* Three rates over the day, a peak, and grids that are twice as dirty from ten to two. */
static struct cairn_scenario *varied_town(void)
{
    static const double rates[24] = {0.5, 0.5, 0.5, 0.5, 0.5, 0.5, 1, 1, 1,   1,   1,   1,
                                     1.5, 1.5, 1.5, 1.5, 1.5, 1.5, 1, 1, 0.5, 0.5, 1.5, 1.5};
    static double week[CAIRN_HOURS_PER_WEEK];
    struct cairn_scenario *s = town();

    for (int h = 0; h < CAIRN_HOURS_PER_WEEK; h++)
        week[h] = h % 24 >= 10 && h % 24 < 14 ? 200 : 100;
    for (int i = 0; i < s->n_intensities; i++) {
        s->intensities[i].hour_of_week = week;
        s->intensities[i].value_g_per_kwh = 700.0 / 6;
    }
    for (int p = 0; p < s->n_places; p++)
        s->places[p].pue = p == TOWN_STORE ? 1.4 : 1.1;
    s->workloads[0].arrivals.shape = build_day_shape(s, "day", rates);
    s->workloads[0].peak = 1.5;
    s->time.window_s = 60;
    return s;
}

enum { WET = 6, TOWNS };

/* That of number WET has water on site in the region: in all a little less than sites take. */
static struct cairn_scenario *town_of(int number)
{
    struct cairn_scenario *s = number % WET == 0 ? varied_town() : town_random((uint64_t)number);

    if (number % 2)
        for (int l = 0; l < s->n_links; l++)
            s->links[l].line = CAIRN_LINE_NEW;
    town_prices(s);
    if (number == WET) {
        s->grids[s->places[TOWN_STORE].grid].water.with_reservoirs_l_per_kwh = 5;
        s->grids[s->places[TOWN_NORTH].grid].water.with_reservoirs_l_per_kwh = 2;
        s->places[TOWN_NORTH].wue_l_per_kwh = 3;
    }
    return s;
}

/* Each number that can be told from the book is named, or there are enough others before it. */
START_TEST(numbers_are_named_as_they_move_the_difference) /* [FLIP] */
{
    int crossings = 0;

    for (int number = 0; number < TOWNS; number++) {
        struct cairn_scenario *s = town_of(number);
        struct cairn_answer answer;

        s->choose.aim = (enum cairn_aim)_i;
        ck_assert(cairn_choose(&answer, s, &usual));
        cairn_answer_reason(&answer);
        for (int f = 0; f < answer.n_flips; f++) {
            int best = answer.candidates[answer.best]->n_seen;
            int other = answer.candidates[answer.flips[f].other]->n_seen;

            crossings +=
                check_pair(&(struct pair){&answer, &answer.flips[f], best < other ? best : other});
        }
        cairn_answer_release(&answer);
        build_free(s);
    }
    ck_assert_int_gt(crossings, 5);
}
END_TEST

/* Does a flip have this name? */
static bool is_named(const struct cairn_flip *flip, enum cairn_factor_kind kind)
{
    return strcmp(flip->name, cairn_factor_type(kind)->name) == 0;
}

/*
 * What hardware and grids are said to be: 4 years, also of what a provider writes off, where none
 * of it can be bought; of the hours 4 in 24 have 200 g/kWh and the others 100; the PUE of the site
 * 1.4, of the region 1.1.
 */
START_TEST(values_are_those_of_the_scenario)
{
    int lifetimes = 0, intensities = 0, pues = 0;

    for (int of_provider = 0; of_provider < 2; of_provider++) {
        struct cairn_scenario *s = town_of(0);
        struct cairn_answer answer;

        if (of_provider)
            s->pools[TOWN_GPU].max = 0;
        ck_assert(cairn_choose(&answer, s, &usual));
        cairn_answer_reason(&answer);
        ck_assert_int_gt(answer.n_flips, 0);
        for (int f = 0; f < answer.n_flips; f++)
            for (int i = 0; i < answer.flips[f].n; i++) {
                const struct cairn_flip *flip = &answer.flips[f].items[i];

                if (strcmp(flip->name, "lifetime") == 0) {
                    bool of_hop =
                        strcmp(flip->subject, "chip") != 0 && strcmp(flip->subject, "gpu") != 0;

                    ck_assert_double_eq_tol(flip->value, of_hop ? 1e8 / (365 * 86400.0) : 4, 1e-9);
                    lifetimes += of_provider && strcmp(flip->subject, "gpu") == 0;
                }
                if (is_named(flip, CAIRN_FACTOR_INTENSITY)) {
                    ck_assert_double_eq_tol(flip->value, 700.0 / 6, 1e-9);
                    intensities++;
                }
                if (is_named(flip, CAIRN_FACTOR_PUE)) {
                    ck_assert_double_eq(flip->value,
                                        strcmp(flip->subject, "store") == 0 ? 1.4 : 1.1);
                    pues++;
                }
            }
        cairn_answer_release(&answer);
        build_free(s);
    }
    ck_assert_int_gt(lifetimes, 0);
    ck_assert_int_gt(intensities, 0);
    ck_assert_int_gt(pues, 0);
}
END_TEST

/* What a group changes is no polynomial: no number is named against whoever has one. */
START_TEST(groups_have_no_flips) /* [GROUP] */
{
    struct cairn_scenario *s = town_of(0);
    struct cairn_answer answer;
    int with = 0, without = 0;

    staged_sun(s);
    ck_assert(cairn_choose(&answer, s, &usual));
    for (int i = 0; i < answer.n_contenders * answer.n_contenders; i++) {
        struct cairn_flips flips;
        int one = i % answer.n_contenders, other = i / answer.n_contenders;
        bool grouped = answer.candidates[one]->trial.groups.n > 0 ||
                       answer.candidates[other]->trial.groups.n > 0;

        if (one == other || answer.candidates[one]->n_seen < 1 ||
            answer.candidates[other]->n_seen < 1)
            continue;
        answer.best = one;
        cairn_flips_init(&flips, &answer, other);
        ck_assert_int_eq(flips.other, other);
        ck_assert_int_eq(flips.n == 0, grouped);
        ck_assert_int_eq(flips.items == NULL, grouped);
        *(grouped ? &with : &without) += 1;
        cairn_flips_release(&flips);
    }
    ck_assert_int_gt(with, 0);
    ck_assert_int_gt(without, 0);
    cairn_answer_release(&answer);
    build_free(s);
}
END_TEST

Suite *test_flip_numbers(void);

Suite *test_flip_numbers(void)
{
    Suite *suite = suite_create("flip_numbers");
    TCase *tests = tcase_create("tests");

    tcase_set_timeout(tests, 60);
    tcase_add_loop_test(tests, numbers_are_named_as_they_move_the_difference, CAIRN_AIM_CARBON,
                        CAIRN_AIM_MONEY + 1);
    tcase_add_test(tests, values_are_those_of_the_scenario);
    tcase_add_test(tests, groups_have_no_flips);
    suite_add_tcase(suite, tests);
    return suite;
}
