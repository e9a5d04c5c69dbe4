#include "model/language.h"

#include <math.h>

#include "model/passes.h"
#include "model/tokens.h"

/* A workload on a profile. */
struct language {
    struct cairn_tokens_sim tokens;
    struct cairn_passes passes; /* owned */
};

static void language_init(struct language *language, const struct cairn_scenario *s,
                          const struct cairn_tokens *tokens, int profile, int most,
                          bool as_measured)
{
    struct cairn_token_law law = cairn_token_law_of(tokens);

    cairn_tokens_sim_init(&language->tokens, &law);
    cairn_passes_init(&language->passes, s, profile, most, as_measured);
}

bool cairn_language_applies(const struct cairn_scenario *s, const struct cairn_tokens *tokens,
                            int pool, int variant)
{
    int profile = CAIRN_NONE;

    if (variant != CAIRN_NONE && s->pools[pool].hardware != CAIRN_NONE)
        profile = cairn_scenario_profile(s, variant, s->pools[pool].hardware);
    return profile != CAIRN_NONE && tokens->origin.file &&
           cairn_profile_is_of_passes(&s->profiles[profile]);
}

/* Time of one request with nobody waiting: alone, or beside `company`, itself included. */
static double time_s(const struct language *language, int company,
                     const struct cairn_lengths *lengths)
{
    const struct cairn_passes *passes = &language->passes;

    if (company <= 1)
        return cairn_passes_alone_s(passes, lengths);
    return 1e-12 * ((double)passes->decode_ps[company - 1] +
                    (double)cairn_passes_prompts_ps(passes, company - 1, lengths->read) +
                    (double)(lengths->reply - 1) * (double)passes->decode_ps[company]);
}

/* Over the sample: the mean time, and the share that takes longer than the limit. */
struct summary {
    double mean_s, over;
};

static struct summary summarise(const struct language *language, int company, double limit_s)
{
    struct summary summary = {0};

    for (int i = 0; i < CAIRN_TOKENS_SAMPLE; i++) {
        struct cairn_lengths lengths = cairn_tokens_sample(&language->tokens, i);
        double one_s = time_s(language, company, &lengths);

        summary.mean_s += one_s / CAIRN_TOKENS_SAMPLE;
        summary.over += (one_s > limit_s ? 1.0 : 0.0) / CAIRN_TOKENS_SAMPLE;
    }
    return summary;
}

static struct summary of_pool(const struct cairn_scenario *s, const struct cairn_tokens *tokens,
                              int pool, int variant, double limit_s)
{
    bool shared = s->pools[pool].tenancy == CAIRN_SHARED_POOL;
    int company = shared ? s->pools[pool].batch : 1;
    struct language language;
    struct summary summary;

    language_init(&language, s, tokens, cairn_scenario_profile(s, variant, s->pools[pool].hardware),
                  company, shared);
    summary = summarise(&language, company, limit_s);
    cairn_passes_release(&language.passes);
    return summary;
}

double cairn_language_alone_s(const struct cairn_scenario *s, const struct cairn_tokens *tokens,
                              int pool, int variant)
{
    return of_pool(s, tokens, pool, variant, 0).mean_s;
}

double cairn_language_over(const struct cairn_scenario *s, const struct cairn_tokens *tokens,
                           int pool, int variant, double limit_s)
{
    return of_pool(s, tokens, pool, variant, limit_s).over;
}

double cairn_language_least_s(const struct cairn_scenario *s, const struct cairn_tokens *tokens,
                              int pool, int variant, int batch_max)
{
    struct language language;
    double sum_s = 0, squares_s2 = 0, mean_s, variance_s2;

    language_init(&language, s, tokens, cairn_scenario_profile(s, variant, s->pools[pool].hardware),
                  batch_max, false);
    for (int i = 0; i < CAIRN_TOKENS_SAMPLE; i++) {
        struct cairn_lengths lengths = cairn_tokens_sample(&language.tokens, i);
        double one_s = cairn_passes_least_s(&language.passes, &lengths);

        sum_s += one_s;
        squares_s2 += one_s * one_s;
    }
    cairn_passes_release(&language.passes);
    mean_s = sum_s / CAIRN_TOKENS_SAMPLE;
    variance_s2 = fmax(0, squares_s2 / CAIRN_TOKENS_SAMPLE - mean_s * mean_s);
    return fmax(0, mean_s - 4 * sqrt(variance_s2 / CAIRN_TOKENS_SAMPLE));
}

double cairn_language_beside_s(const struct cairn_scenario *s, const struct cairn_tokens *tokens,
                               int profile, int batch)
{
    struct language language;
    double mean_s;

    language_init(&language, s, tokens, profile, batch, true);
    mean_s = summarise(&language, batch, 0).mean_s;
    cairn_passes_release(&language.passes);
    return mean_s;
}
