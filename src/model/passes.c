#include "model/passes.h"

#include <math.h>

#include "base/alloc.h"
#include "model/profile.h"
#include "model/tokens.h"

/* The shortest pass: a boundary always lies beyond the one before. */
static const int64_t shortest_ps = CAIRN_PS_PER_NS;

static int64_t ps_from_s(double time_s)
{
    return (int64_t)llround(time_s * 1e12);
}

static int64_t room_of(const struct cairn_scenario *s, const struct cairn_profile *p)
{
    double size_bytes = s->hardware[p->hardware].memory.size_bytes;
    const struct cairn_variant *v = &s->variants[p->variant];
    double left = size_bytes - v->memory_bytes;

    if (!(v->kv_bytes > 0) || isnan(size_bytes))
        return INT64_MAX / 4;
    return left > 0 ? (int64_t)(left / v->kv_bytes) : 0;
}

static void fill_prefills(struct cairn_passes *passes, const struct cairn_scenario *s,
                          const struct cairn_profile *p)
{
    size_t n = (size_t)p->n_prefills;

    passes->n_prefills = p->n_prefills;
    passes->prefill_at = cairn_calloc(n, sizeof *passes->prefill_at);
    passes->prefill_ps = cairn_calloc(n, sizeof *passes->prefill_ps);
    for (size_t i = 0; i < n; i++) {
        const struct cairn_prefill *one = &s->prefills[(size_t)p->first_prefill + i];

        passes->prefill_at[i] = one->tokens;
        passes->prefill_ps[i] = ps_from_s(one->time_s);
    }
}

void cairn_passes_init(struct cairn_passes *passes, const struct cairn_scenario *s, int profile,
                       int most, bool as_measured)
{
    const struct cairn_profile *p = &s->profiles[profile];
    bool of_tokens = cairn_profile_is_of_passes(p);
    double context_s = of_tokens && !as_measured ? p->context_time_s : 0;
    int64_t first_ps = ps_from_s(cairn_profile_latency_s(s, profile, 1, NULL));

    *passes = (struct cairn_passes){
        .of_tokens = of_tokens,
        .most = most,
        .decode_ps = cairn_calloc((size_t)most + 1, sizeof *passes->decode_ps),
        .context_ps = ps_from_s(context_s),
        .room = of_tokens ? room_of(s, p) : INT64_MAX / 4,
    };
    passes->decode_ps[0] = first_ps > shortest_ps ? first_ps : shortest_ps;
    for (int b = 1; b <= most; b++) {
        int64_t measured_ps = ps_from_s(cairn_profile_latency_s(s, profile, b, NULL));
        int64_t behind_ps = ps_from_s(context_s * p->context * b);
        int64_t base_ps = measured_ps - behind_ps;

        passes->decode_ps[b] = base_ps > shortest_ps ? base_ps : shortest_ps;
    }
    if (of_tokens)
        fill_prefills(passes, s, p);
}

void cairn_passes_release(struct cairn_passes *passes)
{
    cairn_free(passes->decode_ps);
    cairn_free(passes->prefill_at);
    cairn_free(passes->prefill_ps);
    *passes = (struct cairn_passes){0};
}

/* The line from one breakpoint to another, at n; never falls. */
static int64_t line_ps(int64_t at, int64_t at_ps, int64_t to, int64_t to_ps, int64_t n)
{
    double share = (double)(n - at) / (double)(to - at);

    return at_ps + (int64_t)(share * (double)(to_ps - at_ps));
}

int64_t cairn_passes_prefill_ps(const struct cairn_passes *passes, int64_t tokens) /* [PASS] */
{
    const int64_t *at = passes->prefill_at, *ps = passes->prefill_ps;
    int last = passes->n_prefills - 1, i = 0;

    if (last < 0)
        return 0;
    if (last == 0)
        return line_ps(0, 0, at[0], ps[0], tokens);
    if (tokens <= at[0])
        return ps[0];
    while (i < last - 1 && tokens > at[i + 1])
        i++;
    return line_ps(at[i], ps[i], at[i + 1], ps[i + 1], tokens);
}

/* ---- bounds ---- */

double cairn_passes_alone_s(const struct cairn_passes *passes, const struct cairn_lengths *lengths)
{
    double decode_ps = 0;
    double context = (double)lengths->prompt + 0.5 * (double)lengths->reply;

    if (!passes->of_tokens)
        return (double)passes->decode_ps[1] * 1e-12;
    if (lengths->reply > 1)
        decode_ps = (double)(lengths->reply - 1) *
                    ((double)passes->decode_ps[1] + (double)passes->context_ps * context);
    return 1e-12 * (decode_ps + (double)cairn_passes_prompts_ps(passes, 0, lengths->read));
}

double cairn_passes_least_s(const struct cairn_passes *passes, const struct cairn_lengths *lengths)
{
    double least_ps = INFINITY;

    if (!passes->of_tokens) {
        for (int b = 1; b <= passes->most; b++)
            least_ps = fmin(least_ps, (double)passes->decode_ps[b] / b);
        return 1e-12 * least_ps;
    }
    for (int b = 1; b <= passes->most; b++)
        least_ps = fmin(least_ps, (double)passes->decode_ps[b] / b);
    least_ps += (double)passes->context_ps * (double)lengths->prompt;
    return 1e-12 * least_ps * (double)(lengths->reply - 1);
}
