#include "choose/bound_tokens.h"

#include <math.h>

#include "model/component_pool.h"
#include "model/tokens.h"
#include "physics/pass_pool.h"

struct cost {
    const struct cairn_component_pool *pool;
    int variant;
    double read_g, made_g;
};

static double cost_g(const struct cost *cost, const struct cairn_lengths *lengths)
{
    struct cairn_beside_ns ns = cairn_pass_pool_beside(cost->pool, cost->variant, lengths);

    return cost->read_g * (double)ns.read + cost->made_g * (double)ns.made;
}

/* Least mean of a drawn length. */
static double least_mean(double mean, double cv, double most)
{
    double deviation = mean * cv, over = most - mean;
    double cut = 0.5 * (sqrt(deviation * deviation + over * over) - over);

    return fmax(1.0, mean - 0.5 - cut);
}

/* Rises of the cost by a token, about the mean. */
static void find_slopes(const struct cost *cost, const struct cairn_token_law *law, double *prompt,
                        double *reply)
{
    int64_t p = (int64_t)fmax(1.0, law->prompt), r = (int64_t)fmax(1.0, law->reply);
    struct cairn_lengths low = {.prompt = p, .reply = r, .read = p}, high = low;

    high.read = 2 * p;
    *prompt =
        fmax(0.0, (cost_g(cost, &high) - cost_g(cost, &low)) / (double)p * (1.0 - law->prefix));
    high = low;
    high.reply = 2 * r;
    *reply = fmax(0.0, (cost_g(cost, &high) - cost_g(cost, &low)) / (double)r);
}

double cairn_bound_tokens(const struct cairn_component_pool *pool, int variant,
                          const struct cairn_tokens *tokens, double read_g,
                          double made_g) /* [BOUND] */
{
    const struct cost cost = {pool, variant, read_g, made_g};
    struct cairn_token_law law = cairn_token_law_of(tokens);
    struct cairn_tokens_sim sim;
    double prompt_g = 0.0, reply_g = 0.0, known_g = 0.0, sum_g = 0.0, squares = 0.0, n, variance;

    cairn_tokens_sim_init(&sim, &law);
    if (!law.recorded) {
        find_slopes(&cost, &law, &prompt_g, &reply_g);
        known_g = prompt_g * least_mean(law.prompt, cairn_cv_of(law.variation, law.prompt_cv),
                                        (double)law.most) +
                  reply_g * least_mean(law.reply, cairn_cv_of(law.variation, law.reply_cv),
                                       (double)law.most);
    }
    for (int i = 0; i < CAIRN_TOKENS_SAMPLE; i++) {
        struct cairn_lengths lengths = cairn_tokens_sample(&sim, i);
        double rest_g = cost_g(&cost, &lengths) - prompt_g * (double)lengths.prompt -
                        reply_g * (double)lengths.reply;

        sum_g += rest_g;
        squares += rest_g * rest_g;
    }
    n = CAIRN_TOKENS_SAMPLE;
    variance = fmax(0.0, squares / n - sum_g / n * (sum_g / n));
    return fmax(0.0, known_g + sum_g / n - 4.0 * sqrt(variance / n));
}
