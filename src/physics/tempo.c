#include "physics/tempo.h"

#include <assert.h>

#include "base/alloc.h"
#include "base/wide.h"

bool cairn_tempo_varies(const struct cairn_component_tempo *tempo)
{
    return tempo->n_phases > 1 || tempo->n_cycle_loads > 1 || tempo->surge != 0;
}

bool cairn_tempo_is_private(const struct cairn_component_tempo *tempo)
{
    return tempo->n_phases > 1 && !tempo->together;
}

/* [PHASE] Shares of time, and factors against the mean over it. */
static void init_phases(struct cairn_tempo_law *law)
{
    const struct cairn_component_tempo *tempo = law->tempo;
    size_t n = (size_t)tempo->n_phases;
    double time = 0.0;
    double mean = 0.0;

    law->phase_factor = cairn_calloc(n, sizeof *law->phase_factor);
    law->phase_share = cairn_calloc(n, sizeof *law->phase_share);
    for (size_t i = 0; i < n; i++)
        law->weights += tempo->phases[i].weight;
    for (size_t i = 0; i < n; i++) {
        const struct cairn_component_phase *phase = &tempo->phases[i];

        law->phase_share[i] = phase->weight * (law->weights - phase->weight) * phase->stay_s;
        time += law->phase_share[i];
    }
    for (size_t i = 0; i < n; i++) {
        law->phase_share[i] = n > 1 ? law->phase_share[i] / time : 1.0;
        mean += law->phase_share[i] * tempo->phases[i].load;
    }
    for (size_t i = 0; i < n; i++)
        law->phase_factor[i] = tempo->phases[i].load / mean;
}

void cairn_tempo_law_init(struct cairn_tempo_law *law, const struct cairn_component_tempo *tempo)
{
    double sum = 0.0;

    *law = (struct cairn_tempo_law){.tempo = tempo};
    init_phases(law);
    for (int i = 0; i < tempo->n_cycle_loads; i++)
        sum += tempo->cycle_load[i];
    law->cycle_mean = tempo->n_cycle_loads > 0 ? sum / tempo->n_cycle_loads : 1.0;
    if (tempo->surge)
        law->surge_unit = cairn_run_unit_dist(tempo->surge_variation, tempo->surge_cv);
}

void cairn_tempo_law_release(struct cairn_tempo_law *law)
{
    cairn_free(law->phase_factor);
    cairn_free(law->phase_share);
}

/* ---- phases ---- */

/* The phase that a uniform variate falls on; what rounding leaves goes to the last. */
static int first_phase(const struct cairn_tempo_law *law, double u)
{
    int phase = 0;

    while (phase + 1 < law->tempo->n_phases && u >= law->phase_share[phase])
        u -= law->phase_share[phase++];
    return phase;
}

static int next_phase(const struct cairn_tempo_law *law, int phase, double u)
{
    const struct cairn_component_phase *phases = law->tempo->phases;
    int next = phase;

    u *= law->weights - phases[phase].weight;
    for (int i = 0; i < law->tempo->n_phases; i++) {
        if (i == phase)
            continue;
        next = i;
        if (u < phases[i].weight)
            break;
        u -= phases[i].weight;
    }
    return next;
}

static void stay(struct cairn_tempo *tempo, const struct cairn_tempo_law *law, int64_t from_ns)
{
    double mean_ns = law->tempo->phases[tempo->phase].stay_s * 1e9;
    double gap = cairn_rng_exponential(&tempo->phase_rng);

    tempo->phase_end_ns = cairn_run_later(from_ns, cairn_run_round(gap * mean_ns) + 1);
}

static void begin_phases(struct cairn_tempo *tempo, const struct cairn_tempo_law *law,
                         struct cairn_stream_key key, int64_t start_ns)
{
    double u;

    tempo->phase_end_ns = CAIRN_NEVER;
    if (law->tempo->n_phases < 2)
        return;
    key.purpose = CAIRN_PURPOSE_PHASES;
    cairn_rng_init(&tempo->phase_rng, key);
    u = cairn_rng_unit(&tempo->phase_rng);
    tempo->phase = first_phase(law, u);
    stay(tempo, law, start_ns); /* what is left of an exponential time is one */
}

/* ---- cycle ---- */

/* When a part of the running period ends; parts differ by a nanosecond at most. */
static int64_t step_end_ns(const struct cairn_tempo *tempo, const struct cairn_tempo_law *law)
{
    cairn_int128 parts = (cairn_int128)law->tempo->cycle_ns * (tempo->step + 1);

    return tempo->cycle_start_ns + (int64_t)(parts / law->tempo->n_cycle_loads);
}

static void next_step(struct cairn_tempo *tempo, const struct cairn_tempo_law *law)
{
    if (++tempo->step == law->tempo->n_cycle_loads) {
        tempo->step = 0;
        tempo->cycle_start_ns += law->tempo->cycle_ns;
    }
    tempo->step_end_ns = step_end_ns(tempo, law);
}

static void begin_cycle(struct cairn_tempo *tempo, const struct cairn_tempo_law *law,
                        struct cairn_stream_key key, int64_t start_ns, int64_t begin_ns)
{
    int64_t cycle_ns = law->tempo->cycle_ns;
    int64_t before_ns; /* into the cycle at start_ns */

    tempo->step_end_ns = CAIRN_NEVER;
    if (law->tempo->n_cycle_loads < 2)
        return;
    if (law->tempo->cycle_from_ns == CAIRN_NONE) {
        struct cairn_rng rng;
        double u;

        key.purpose = CAIRN_PURPOSE_CYCLE;
        key.entity = 0;
        cairn_rng_init(&rng, key);
        u = cairn_rng_unit(&rng);
        before_ns = (int64_t)(u * (double)cycle_ns);
    } else {
        before_ns = (law->tempo->cycle_from_ns - (begin_ns - start_ns)) % cycle_ns;
        before_ns += before_ns < 0 ? cycle_ns : 0;
    }
    tempo->cycle_start_ns = start_ns - before_ns;
    tempo->step_end_ns = step_end_ns(tempo, law);
    while (tempo->step_end_ns <= start_ns)
        next_step(tempo, law);
}

/* ---- surge ---- */

static void next_surge(struct cairn_tempo *tempo, const struct cairn_tempo_law *law)
{
    tempo->surge = cairn_dist_draw(&law->surge_unit, &tempo->surge_rng);
}

static void begin_surge(struct cairn_tempo *tempo, const struct cairn_tempo_law *law,
                        struct cairn_stream_key key, int64_t start_ns)
{
    double u;

    tempo->surge = 1.0;
    tempo->surge_end_ns = CAIRN_NEVER;
    if (!law->tempo->surge)
        return;
    key.purpose = CAIRN_PURPOSE_SURGE;
    key.entity = law->tempo->surge;
    cairn_rng_init(&tempo->surge_rng, key);
    u = cairn_rng_unit(&tempo->surge_rng); /* windows begin anywhere in a period */
    tempo->surge_end_ns = start_ns + 1 + (int64_t)(u * (double)law->tempo->surge_ns);
    next_surge(tempo, law);
}

/* ---- the product ---- */

static void multiply(struct cairn_tempo *tempo, const struct cairn_tempo_law *law)
{
    int64_t end_ns = tempo->phase_end_ns;

    end_ns = tempo->step_end_ns < end_ns ? tempo->step_end_ns : end_ns;
    tempo->end_ns = tempo->surge_end_ns < end_ns ? tempo->surge_end_ns : end_ns;
    tempo->factor = tempo->surge;
    if (law->tempo->n_phases > 1)
        tempo->factor *= law->phase_factor[tempo->phase];
    if (law->tempo->n_cycle_loads > 1)
        tempo->factor *= law->tempo->cycle_load[tempo->step] / law->cycle_mean;
}

void cairn_tempo_begin(struct cairn_tempo *tempo, const struct cairn_tempo_law *law,
                       struct cairn_stream_key key, int64_t start_ns, int64_t begin_ns)
{
    *tempo = (struct cairn_tempo){0};
    begin_phases(tempo, law, key, start_ns);
    begin_cycle(tempo, law, key, start_ns, begin_ns);
    begin_surge(tempo, law, key, start_ns);
    multiply(tempo, law);
}

void cairn_tempo_move_on(struct cairn_tempo *tempo, const struct cairn_tempo_law *law)
{
    int64_t now_ns = tempo->end_ns;

    assert(now_ns != CAIRN_NEVER);
    if (tempo->phase_end_ns == now_ns) {
        double u = cairn_rng_unit(&tempo->phase_rng);

        tempo->phase = next_phase(law, tempo->phase, u);
        stay(tempo, law, now_ns);
    }
    if (tempo->step_end_ns == now_ns)
        next_step(tempo, law);
    if (tempo->surge_end_ns == now_ns) {
        tempo->surge_end_ns = cairn_run_later(now_ns, law->tempo->surge_ns);
        next_surge(tempo, law);
    }
    multiply(tempo, law);
}
