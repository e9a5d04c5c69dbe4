#include "study/response.h"

#include <assert.h>
#include <math.h>
#include <string.h>

#include "base/alloc.h"
#include "base/number.h"
#include "choose/trial.h"
#include "study/edited.h"

enum { INNER = 2, JOINT = 2 };

#define TOLERANCE 1e-9 /* of a total; sums of thousands of products in another order */

/* Inside [0, 1], in no simple ratio. */
static const double inner[INNER] = {0.2371, 0.6793};
static const double joint[JOINT][CAIRN_RESPONSE_MOST] = {
    {0.3137, 0.6421, 0.1873, 0.4457},
    {0.7219, 0.1543, 0.5639, 0.8831},
};

void cairn_response_init(struct cairn_response *response,
                         const struct cairn_response_question *question)
{
    assert(question->n_numbers >= 1 && question->n_numbers <= CAIRN_RESPONSE_MOST);
    *response = (struct cairn_response){.question = *question, .culprit = CAIRN_NONE};
    for (int i = 0; i < question->n_numbers; i++) {
        assert(question->numbers[i].low < question->numbers[i].high);
        response->numbers[i] = question->numbers[i];
        response->numbers[i].reciprocal = false;
    }
}

void cairn_response_release(struct cairn_response *response)
{
    for (int i = 0; i < response->n_placements * response->question.n_outputs; i++)
        if (!response->missing[i])
            cairn_contraction_release(&response->totals[i]);
    cairn_free(response->totals);
    cairn_free(response->missing);
    cairn_free(response->why);
    *response = (struct cairn_response){0};
}

/* ---- points ---- */

double cairn_response_unit(const struct cairn_response_number *number, double value)
{
    if (number->reciprocal)
        return (1.0 / value - 1.0 / number->low) / (1.0 / number->high - 1.0 / number->low);
    return (value - number->low) / (number->high - number->low);
}

double cairn_response_value(const struct cairn_response_number *number, double unit)
{
    if (unit <= 0.0 || unit >= 1.0)
        return unit <= 0.0 ? number->low : number->high;
    if (number->reciprocal)
        return 1.0 / (1.0 / number->low + unit * (1.0 / number->high - 1.0 / number->low));
    return number->low + unit * (number->high - number->low);
}

void cairn_response_weights(const struct cairn_response *response, const double *x,
                            double weights[CAIRN_RESPONSE_CORNERS])
{
    int n = 1;

    weights[0] = 1.0;
    for (int i = 0; i < response->question.n_numbers; i++) {
        double u = cairn_response_unit(&response->numbers[i], x[i]);

        for (int c = 0; c < n; c++) {
            weights[n + c] = weights[c] * u;
            weights[c] *= 1.0 - u;
        }
        n *= 2;
    }
}

struct cairn_scenario *cairn_response_scenario(const struct cairn_response_question *question,
                                               const double *x, char **why)
{
    int n = question->n_numbers;
    struct cairn_edit *edits = cairn_calloc((size_t)n, sizeof *edits);
    struct cairn_edited edited = {question->from, edits, n, question->adapt, question->context};
    char *texts[CAIRN_RESPONSE_MOST] = {NULL}, *line;
    struct cairn_scenario *there;

    for (int i = 0; i < n; i++) {
        const struct cairn_response_number *number = &question->numbers[i];
        char exact[CAIRN_NUMBER_SIZE];

        cairn_number_exact(x[i], exact);
        texts[i] = cairn_format(*number->unit ? "%s %s" : "%s%s", exact, number->unit);
        edits[i] = (struct cairn_edit){
            .select = number->select,
            .value = number->multiplies ? NULL : texts[i],
            .times = number->multiplies ? x[i] : 0.0,
            .origin = number->origin.file ? number->origin : (struct cairn_origin){"varied", 0},
        };
    }
    there = cairn_edited_make(&edited, &line);
    *why = there ? NULL : cairn_format("no valid scenario: %s", line);
    cairn_free(line);
    for (int i = 0; i < n; i++)
        cairn_free(texts[i]);
    cairn_free(edits);
    return there;
}

/* ---- asking ---- */

/* What is being learned: placements that are new. */
struct lesson {
    struct cairn_response *response;
    const struct cairn_placement *const *placements;
    int n;
    size_t size;     /* totals at a point: placements x outputs x replications */
    double *corners; /* [corner][total]; owned, like these */
    double *there;   /* [total] at the point asked last */
    bool *missing;   /* [placement][output] */
    double confidence;
};

/* All totals of a placement at a station, or nothing: stopped. */
static bool total_of(struct lesson *lesson, int p, struct cairn_station *at, double *totals)
{
    const struct cairn_response_question *question = &lesson->response->question;
    size_t n = (size_t)question->n_replications;
    struct cairn_trial trial;
    bool done;

    cairn_trial_init(&trial, at->scenario, &at->plan, lesson->placements[p], &at->book,
                     &question->labs->selection);
    trial.controls = &at->controls;
    done = cairn_trials_prepare(&(struct cairn_trial_want){&trial, (int)n}, 1);
    for (int o = 0; done && o < question->n_outputs; o++) {
        struct cairn_response_output output = question->outputs[o];

        if (cairn_trial_missing(&trial, output.measure, output.basis))
            lesson->missing[p * question->n_outputs + o] = true;
        memcpy(totals + (size_t)o * n,
               cairn_trial_values(&trial, output.measure, output.basis, (int)n),
               n * sizeof *totals);
    }
    cairn_trial_release(&trial);
    return done;
}

struct cairn_station *cairn_response_station(const struct cairn_response_question *question,
                                             const double *x, char **why)
{
    struct cairn_station *known = cairn_stations_find(question->stations, x, question->n_numbers);
    struct cairn_scenario *scenario;

    *why = NULL;
    if (known)
        return known;
    scenario = cairn_response_scenario(question, x, why);
    if (!scenario)
        return NULL;
    return cairn_stations_add(question->stations, x, question->n_numbers, scenario,
                              &question->labs->search);
}

/* All totals at a point; false: the status says why not. */
static bool ask(struct lesson *lesson, const double *x, double *totals)
{
    struct cairn_response *response = lesson->response;
    size_t each = lesson->n > 0 ? lesson->size / (size_t)lesson->n : 0;
    struct cairn_station *at = cairn_response_station(&response->question, x, &response->why);

    if (!at) {
        response->status = CAIRN_RESPONSE_INVALID;
        return false;
    }
    lesson->confidence = 1.0 - at->scenario->choose.alpha;
    for (int p = 0; p < lesson->n; p++)
        if (!total_of(lesson, p, at, totals + (size_t)p * each)) {
            response->status = CAIRN_RESPONSE_STOPPED;
            return false;
        }
    return true;
}

static bool ask_corners(struct lesson *lesson)
{
    struct cairn_response *response = lesson->response;
    double x[CAIRN_RESPONSE_MOST] = {0};

    for (int c = 0; c < 1 << response->question.n_numbers; c++) {
        for (int i = 0; i < response->question.n_numbers; i++)
            x[i] = c >> i & 1 ? response->numbers[i].high : response->numbers[i].low;
        if (!ask(lesson, x, lesson->corners + (size_t)c * lesson->size))
            return false;
    }
    return true;
}

/* ---- is it so? ---- */

/* The most by which what was asked at a point differs from what corners say, of a total. */
static double disagreement(const struct lesson *lesson, const double *x)
{
    const struct cairn_response *response = lesson->response;
    double weights[CAIRN_RESPONSE_CORNERS];
    double worst = 0.0;

    cairn_response_weights(response, x, weights);
    for (size_t t = 0; t < lesson->size; t++) {
        double sum = 0.0, scale = fabs(lesson->there[t]);

        for (int c = 0; c < 1 << response->question.n_numbers; c++) {
            double corner = lesson->corners[(size_t)c * lesson->size + t];

            sum += weights[c] * corner;
            scale = fmax(scale, fabs(corner));
        }
        if (scale > 0.0)
            worst = fmax(worst, fabs(sum - lesson->there[t]) / scale);
    }
    return worst;
}

static bool not_affine(struct cairn_response *response, int culprit)
{
    response->status = CAIRN_RESPONSE_NOT_AFFINE;
    response->culprit = culprit;
    response->why = cairn_strdup(culprit == CAIRN_NONE
                                     ? "totals are not affine in each of the numbers together"
                                     : "totals are affine neither in it nor in its reciprocal");
    return false;
}

/* One number, all others low; by its reciprocal if that is so at all values, the first time. */
static bool check_number(struct lesson *lesson, int i)
{
    struct cairn_response *response = lesson->response;
    struct cairn_response_number *number = &response->numbers[i];
    bool invertible = response->n_placements == 0 && number->low > 0.0;
    double plain = 0.0, inverse = 0.0;
    double x[CAIRN_RESPONSE_MOST] = {0};

    for (int j = 0; j < response->question.n_numbers; j++)
        x[j] = response->numbers[j].low;
    for (int k = 0; k < INNER; k++) {
        x[i] = number->low + inner[k] * (number->high - number->low);
        if (!ask(lesson, x, lesson->there))
            return false;
        plain = fmax(plain, disagreement(lesson, x));
        number->reciprocal = !number->reciprocal;
        inverse = invertible ? fmax(inverse, disagreement(lesson, x)) : INFINITY;
        number->reciprocal = !number->reciprocal;
    }
    if (plain > TOLERANCE && inverse <= TOLERANCE)
        number->reciprocal = true;
    response->worst = fmax(response->worst, fmin(plain, inverse));
    return (plain <= TOLERANCE || inverse <= TOLERANCE) || not_affine(response, i);
}

static bool check_joint(struct lesson *lesson)
{
    struct cairn_response *response = lesson->response;
    double x[CAIRN_RESPONSE_MOST] = {0};
    double error;

    for (int j = 0; response->question.n_numbers > 1 && j < JOINT; j++) {
        for (int i = 0; i < response->question.n_numbers; i++)
            x[i] = cairn_response_value(&response->numbers[i], joint[j][i]);
        if (!ask(lesson, x, lesson->there))
            return false;
        error = disagreement(lesson, x);
        response->worst = fmax(response->worst, error);
        if (error > TOLERANCE)
            return not_affine(response, CAIRN_NONE);
    }
    return true;
}

static bool is_corner(const struct cairn_response *response, const double *x)
{
    for (int i = 0; i < response->question.n_numbers; i++)
        if (x[i] != response->numbers[i].low && x[i] != response->numbers[i].high)
            return false;
    return true;
}

/* Wherever the scenario was made for another reason. */
static bool check_stations(struct lesson *lesson)
{
    struct cairn_response *response = lesson->response;

    for (int i = 0; i < response->question.stations->n; i++) {
        const double *x = response->question.stations->items[i]->x;
        double error;

        if (is_corner(response, x))
            continue;
        if (!ask(lesson, x, lesson->there))
            return false;
        error = disagreement(lesson, x);
        response->worst = fmax(response->worst, error);
        if (error > TOLERANCE)
            return not_affine(response, response->question.n_numbers == 1 ? 0 : CAIRN_NONE);
    }
    return true;
}

/* ---- what is kept ---- */

static void keep(struct lesson *lesson)
{
    struct cairn_response *response = lesson->response;
    const struct cairn_response_question *question = &response->question;
    size_t n = (size_t)question->n_replications, n_outputs = (size_t)question->n_outputs;
    size_t corners = (size_t)1 << question->n_numbers;
    size_t had = (size_t)response->n_placements * n_outputs, more = (size_t)lesson->n * n_outputs;
    double *values = cairn_alloc(corners * n * sizeof *values);

    response->totals =
        cairn_grow(response->totals, &response->capacity, had + more, sizeof *response->totals);
    response->missing = cairn_grow(response->missing, &response->missing_capacity, had + more,
                                   sizeof *response->missing);
    for (size_t t = 0; t < more; t++) {
        response->missing[had + t] = lesson->missing[t];
        if (lesson->missing[t])
            continue;
        for (size_t c = 0; c < corners; c++)
            memcpy(values + c * n, lesson->corners + c * lesson->size + t * n, n * sizeof *values);
        cairn_contraction_of(&response->totals[had + t], values, (int)corners, (int)n,
                             lesson->confidence);
    }
    response->n_placements += lesson->n;
    cairn_free(values);
}

enum cairn_response_status cairn_response_add(struct cairn_response *response,
                                              const struct cairn_placement *const *placements,
                                              int n)
{
    const struct cairn_response_question *question = &response->question;
    struct lesson lesson = {.response = response, .placements = placements, .n = n};
    bool good;

    assert(response->status == CAIRN_RESPONSE_EXACT && question->stations);
    if (n == 0)
        return response->status;
    lesson.size = (size_t)n * (size_t)question->n_outputs * (size_t)question->n_replications;
    lesson.corners = cairn_calloc(lesson.size << question->n_numbers, sizeof *lesson.corners);
    lesson.there = cairn_calloc(lesson.size, sizeof *lesson.there);
    lesson.missing = cairn_calloc((size_t)n * (size_t)question->n_outputs, sizeof *lesson.missing);
    good = ask_corners(&lesson);
    for (int i = 0; good && i < question->n_numbers; i++)
        good = check_number(&lesson, i);
    if (good && check_joint(&lesson) && check_stations(&lesson))
        keep(&lesson);
    cairn_free(lesson.corners);
    cairn_free(lesson.there);
    cairn_free(lesson.missing);
    return response->status;
}

/* ---- totals ---- */

const struct cairn_contraction *cairn_response_total(const struct cairn_response *response,
                                                     int placement, int output)
{
    int t = placement * response->question.n_outputs + output;

    assert(placement < response->n_placements && output < response->question.n_outputs);
    return response->missing[t] ? NULL : &response->totals[t];
}

double cairn_response_mean(const struct cairn_response *response, int placement, int output,
                           const double *x, double *half_width)
{
    const struct cairn_contraction *total = cairn_response_total(response, placement, output);
    double weights[CAIRN_RESPONSE_CORNERS];
    const double *at[CAIRN_RESPONSE_CORNERS];
    double mean;

    if (half_width)
        *half_width = NAN;
    if (!total)
        return NAN;
    cairn_response_weights(response, x, weights);
    for (int c = 0; c < CAIRN_RESPONSE_CORNERS; c++)
        at[c] = &weights[c];
    cairn_contraction_evaluate(total, at, 1, &mean, half_width);
    return mean;
}
