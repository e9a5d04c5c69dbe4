#include "support/swept.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/alloc.h"
#include "base/buffer.h"
#include "base/diag.h"
#include "choose/answer.h"
#include "math/stats.h"
#include "study/points.h"

static void fail(const char *what)
{
    fprintf(stderr, "swept: %s\n", what);
    abort();
}

static void read_whole(const char *path, struct cairn_buffer *text)
{
    FILE *f = fopen(path, "rb");
    char chunk[4096];

    if (!f)
        fail(path);
    for (size_t n; (n = fread(chunk, 1, sizeof chunk, f)) > 0;)
        cairn_buffer_append(text, chunk, n);
    fclose(f);
}

/* A copy in a folder for such, with more before the end; what it varies goes. */
static void write_copy(const char *path, const char *more, char copy[64])
{
    struct cairn_buffer text;
    char *end;
    FILE *f;

    strcpy(copy, "/tmp/cairn-swept-XXXXXX");
    f = fdopen(mkstemp(copy), "wb");
    cairn_buffer_init(&text);
    read_whole(path, &text);
    end = strstr(text.data, *more && strstr(text.data, "<vary ") ? "<vary " : "</scenario>");
    if (!f || !end)
        fail(path);
    fprintf(f, "%.*s%s</scenario>\n", (int)(end - text.data), text.data, more);
    fclose(f);
    cairn_buffer_release(&text);
}

void swept_init(struct swept *swept, const char *path, const char *more)
{
    struct cairn_load_options options = {.catalogue = "scenarios/catalogue"};
    struct cairn_buffer errors;
    struct cairn_diag diag;
    char copy[64];

    write_copy(path, more, copy);
    cairn_diag_init(&diag);
    cairn_buffer_init(&errors);
    *swept = (struct swept){.from = cairn_template_load(copy, &options, &diag)};
    unlink(copy);
    swept->scenario = swept->from ? cairn_template_make(swept->from, NULL, 0, &diag) : NULL;
    if (!swept->scenario) {
        cairn_diag_write(&diag, &errors);
        fail(errors.data);
    }
    swept->limits.replications = swept->scenario->time.replications;
    swept->question = (struct cairn_sweep_question){
        .from = swept->from,
        .scenario = swept->scenario,
    };
    cairn_buffer_release(&errors);
    cairn_diag_release(&diag);
}

void swept_release(struct swept *swept)
{
    cairn_scenario_free(swept->scenario);
    cairn_template_free(swept->from);
}

struct cairn_scenario *swept_there(struct swept *swept, const double *x)
{
    struct cairn_response_number numbers[CAIRN_RESPONSE_MOST];
    struct cairn_response_question question = {
        .from = swept->from, .numbers = numbers, .n_numbers = swept->scenario->n_varies};
    struct cairn_scenario *there;
    char *why;

    for (int i = 0; i < question.n_numbers; i++) {
        const struct cairn_vary *vary = &swept->scenario->varies[i];

        numbers[i] = (struct cairn_response_number){.select = vary->select,
                                                    .unit = vary->unit,
                                                    .multiplies = vary->as == CAIRN_AS_MULTIPLIER,
                                                    .origin = vary->origin};
    }
    there = cairn_response_scenario(&question, x, &why);
    if (!there)
        fail(why);
    return there;
}

struct cairn_scenario *swept_at(struct swept *swept, double value)
{
    return swept_there(swept, &value);
}

/* ---- the plain way ---- */

static void add_candidates(struct swept_plain *plain, struct swept *swept, double value)
{
    struct cairn_scenario *there = swept_at(swept, value);
    struct cairn_answer answer;

    if (!cairn_choose(&answer, there, &swept->limits))
        fail("stopped");
    for (int i = 0; i < answer.n_contenders; i++) {
        struct cairn_candidate *candidate = answer.candidates[i];
        bool known = false;

        for (int k = 0; k < plain->n_candidates; k++)
            known = known || cairn_placement_equal(&plain->candidates[k],
                                                   &candidate->trial.placement, swept->scenario);
        cairn_candidate_judge(candidate, &answer.judging, answer.judging.most);
        if (known || candidate->verdict == CAIRN_BROKEN)
            continue;
        plain->candidates = cairn_realloc(plain->candidates, (size_t)plain->n_candidates + 1,
                                          sizeof *plain->candidates);
        cairn_placement_copy(&plain->candidates[plain->n_candidates++], &candidate->trial.placement,
                             swept->scenario);
    }
    cairn_answer_release(&answer);
    cairn_scenario_free(there);
}

static void look_at(struct swept_plain *plain, struct swept *swept, struct cairn_labs *labs,
                    int point, int replications)
{
    struct cairn_scenario *there =
        swept_at(swept, cairn_vary_value(&swept->scenario->varies[0], point));
    struct cairn_factor_book book;
    struct cairn_controls controls;
    struct cairn_plan plan;

    cairn_plan_init(&plan, there);
    cairn_factor_book_init(&book);
    cairn_controls_init(&controls, there, &plan, &labs->search);
    plain->mean[point] = INFINITY;
    for (int i = 0; i < plain->n_candidates; i++) {
        struct cairn_trial trial;
        double mean;

        cairn_trial_init(&trial, there, &plan, &plain->candidates[i], &book, &labs->selection);
        trial.controls = &controls;
        mean = cairn_stats_mean(
            cairn_trial_values(&trial, cairn_trial_aim(&trial), there->choose.basis, replications),
            (size_t)replications);
        if (mean < plain->mean[point]) {
            plain->mean[point] = mean;
            plain->best[point] = i;
        }
        cairn_trial_release(&trial);
    }
    cairn_controls_release(&controls);
    cairn_factor_book_release(&book);
    cairn_lab_forget_grounds(&labs->selection);
    cairn_plan_release(&plan);
    cairn_scenario_free(there);
}

void swept_plain_init(struct swept_plain *plain, struct swept *swept, int n_asked, int replications)
{
    const struct cairn_vary *vary = &swept->scenario->varies[0];
    struct cairn_labs labs;

    *plain = (struct swept_plain){.n = vary->n};
    plain->best = cairn_calloc((size_t)vary->n, sizeof *plain->best);
    plain->mean = cairn_calloc((size_t)vary->n, sizeof *plain->mean);
    for (int i = 0; i < n_asked; i++)
        add_candidates(plain, swept, cairn_vary_value(vary, (vary->n - 1) * i / (n_asked - 1)));
    cairn_labs_init(&labs, swept->scenario->time.seed, &swept->limits);
    for (int point = 0; point < vary->n; point++)
        look_at(plain, swept, &labs, point, replications);
    cairn_labs_release(&labs);
}

void swept_plain_release(struct swept_plain *plain, struct swept *swept)
{
    (void)swept;
    for (int i = 0; i < plain->n_candidates; i++)
        cairn_placement_release(&plain->candidates[i]);
    cairn_free(plain->candidates);
    cairn_free(plain->best);
    cairn_free(plain->mean);
}

/* ---- do they agree? ---- */

static bool same(const struct swept_plain *plain, struct swept *swept,
                 const struct cairn_exact *exact, int of_plain, int of_exact)
{
    return cairn_placement_equal(&plain->candidates[of_plain],
                                 &exact->candidates[of_exact].placement, swept->scenario);
}

int swept_agreement(const struct swept_plain *plain, struct swept *swept,
                    const struct cairn_exact *exact, int *changes, double *worst)
{
    double *values = cairn_calloc((size_t)plain->n, sizeof *values);
    struct cairn_exact_point *points = cairn_calloc((size_t)plain->n, sizeof *points);
    int agree = 0;

    *changes = 0;
    *worst = 0.0;
    for (int point = 0; point < plain->n; point++)
        values[point] = cairn_vary_value(&swept->scenario->varies[0], point);
    cairn_exact_points(exact, values, (size_t)plain->n, points);
    for (int point = 0; point < plain->n; point++)
        *worst = fmax(*worst, fabs(points[point].value / plain->mean[point] - 1.0));
    for (int point = 1; point < plain->n; point++) {
        if (plain->best[point] == plain->best[point - 1])
            continue;
        ++*changes;
        for (int i = 0; i + 1 < exact->envelope.n; i++) {
            struct cairn_breakpoint found = cairn_exact_breakpoint(exact, i);

            agree += found.value >= values[point - 1] && found.value <= values[point] &&
                     same(plain, swept, exact, plain->best[point - 1], found.from) &&
                     same(plain, swept, exact, plain->best[point], found.to);
        }
    }
    cairn_free(points);
    cairn_free(values);
    return agree;
}
