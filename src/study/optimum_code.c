#include "study/optimum_code.h"

#include <string.h>

#include "base/alloc.h"

/* One description of what is written serves both ways: a code either writes or reads. */
struct code {
    struct cairn_buffer *out; /* writes; or NULL: reads */
    const char *at, *end;
    bool good;
};

static void code_bytes(struct code *code, void *bytes, size_t size)
{
    if (code->out) {
        cairn_buffer_append(code->out, bytes, size);
        return;
    }
    code->good = code->good && (size_t)(code->end - code->at) >= size;
    if (!code->good) {
        memset(bytes, 0, size);
        return;
    }
    memcpy(bytes, code->at, size);
    code->at += size;
}

static void code_int(struct code *code, int *value)
{
    code_bytes(code, value, sizeof *value);
}

static void code_bool(struct code *code, bool *value)
{
    unsigned char byte = *value;

    code_bytes(code, &byte, 1);
    *value = byte == 1;
}

static void code_double(struct code *code, double *value)
{
    code_bytes(code, value, sizeof *value);
}

/* -1: NULL. */
static void code_text(struct code *code, char **text)
{
    int64_t size = *text ? (int64_t)strlen(*text) : -1;

    code_bytes(code, &size, sizeof size);
    if (code->out) {
        if (size > 0)
            cairn_buffer_append(code->out, *text, (size_t)size);
        return;
    }
    code->good = code->good && size >= -1 && size <= code->end - code->at;
    if (!code->good || size < 0)
        return;
    *text = cairn_strndup(code->at, (size_t)size);
    code->at += size;
}

static void code_total(struct code *code, struct cairn_total_shown *total)
{
    code_double(code, &total->mean);
    code_double(code, &total->low);
    code_double(code, &total->high);
}

static void code_route(struct code *code, struct cairn_route *route)
{
    code_int(code, &route->workload);
    code_int(code, &route->pool);
    code_int(code, &route->variant);
    code_int(code, &route->cache);
    code_double(code, &route->share);
    code_int(code, &route->fallback);
    code_int(code, &route->fallback_variant);
    code_int(code, &route->over);
    code_bool(code, &route->greenest);
    code_bool(code, &route->scheduled);
    code_int(code, &route->hours);
    code_int(code, &route->n_onward);
    for (int i = 0; i < CAIRN_ONWARD_MOST; i++) {
        code_int(code, &route->onward[i].pool);
        code_int(code, &route->onward[i].variant);
        code_int(code, &route->onward[i].early_exit);
    }
}

static void code_placement(struct code *code, struct cairn_placement *placement,
                           const struct cairn_scenario *scenario)
{
    int n_routes = placement->n_routes;

    code_int(code, &n_routes);
    if (!code->out)
        cairn_placement_init(placement, scenario);
    for (int i = 0; i < n_routes && code->good; i++) {
        struct cairn_route route = {0};

        if (code->out)
            route = placement->routes[i];
        code_route(code, &route);
        if (!code->out && code->good)
            cairn_placement_add(placement, &route);
    }
    for (int p = 0; p < scenario->n_pools; p++) {
        code_int(code, &placement->pools[p].count);
        code_int(code, &placement->pools[p].batch_max);
        code_bytes(code, &placement->pools[p].timeout_ns, sizeof placement->pools[p].timeout_ns);
    }
}

static void code_figures(struct code *code, struct cairn_figures *figures)
{
    int aim = (int)figures->aim, bound_by = (int)figures->bound_by;
    double per_unit;

    code_total(code, &figures->carbon);
    code_total(code, &figures->value);
    code_int(code, &aim);
    code_double(code, &figures->indifference);
    code_double(code, &figures->bound);
    code_double(code, &figures->programme);
    code_double(code, &figures->regret);
    code_double(code, &figures->p_correct);
    code_double(code, &figures->gap);
    code_int(code, &bound_by);
    code_int(code, &figures->candidates);
    figures->aim = (enum cairn_measure)aim;
    figures->bound_by = (enum cairn_bound_kind)bound_by;
    if (!code->out)
        figures->unit = cairn_measure_shown_unit(figures->aim, &per_unit);
}

static void code_optimum(struct code *code, struct cairn_optimum *optimum,
                         const struct cairn_scenario *scenario)
{
    int status = (int)optimum->status;
    bool has_best = optimum->has_best, has_runner_up = optimum->has_runner_up;

    code_bool(code, &optimum->stopped);
    code_bool(code, &optimum->answered);
    code_int(code, &status);
    optimum->status = (enum cairn_answer_status)status;
    code_figures(code, &optimum->figures);
    code_text(code, &optimum->headline);
    code_bool(code, &has_best);
    code_bool(code, &has_runner_up);
    code->good = code->good && (scenario || (!has_best && !has_runner_up));
    if (has_best && code->good) {
        optimum->has_best = true;
        code_placement(code, &optimum->best, scenario);
        code_text(code, &optimum->best_name);
    }
    if (has_runner_up && code->good) {
        optimum->has_runner_up = true;
        code_placement(code, &optimum->runner_up, scenario);
        code_text(code, &optimum->runner_up_name);
    }
}

void cairn_optimum_encode(const struct cairn_optimum *optimum,
                          const struct cairn_scenario *scenario, struct cairn_buffer *bytes)
{
    struct code code = {.out = bytes, .good = true};
    struct cairn_optimum copy = *optimum; /* a writing code changes nothing */

    code_optimum(&code, &copy, scenario);
}

bool cairn_optimum_decode(struct cairn_optimum *optimum, const struct cairn_scenario *scenario,
                          const void *bytes, size_t size)
{
    struct code code = {.at = bytes, .end = (const char *)bytes + size, .good = true};

    *optimum = (struct cairn_optimum){0};
    code_optimum(&code, optimum, scenario);
    return code.good && code.at == code.end;
}
