#include "model/tokens.h"

#include <assert.h>
#include <math.h>

/* Sets the lengths apart from what else hangs on the bits of a request. */
static const uint64_t own = UINT64_C(0x746f6b656e73);

struct cairn_token_law cairn_token_law_of(const struct cairn_tokens *tokens)
{
    if (!tokens->origin.file)
        return (struct cairn_token_law){0};
    if (tokens->recorded)
        return (struct cairn_token_law){
            .known = true,
            .recorded = tokens->recorded,
            .most = tokens->most,
            .prefix = tokens->prefix,
        };
    return (struct cairn_token_law){
        .known = true,
        .prompt = tokens->prompt,
        .reply = tokens->reply,
        .variation = tokens->variation,
        .prompt_cv = tokens->prompt_cv,
        .reply_cv = tokens->reply_cv,
        .most = tokens->most,
        .prefix = tokens->prefix,
    };
}

static void dist_init(struct cairn_dist *dist, enum cairn_distribution_kind kind, double mean,
                      double cv)
{
    const char *problem = cairn_dist_init(dist, kind, mean, cv);

    assert(!problem);
    (void)problem;
}

void cairn_tokens_sim_init(struct cairn_tokens_sim *sim, const struct cairn_token_law *law)
{
    *sim = (struct cairn_tokens_sim){.law = *law};
    if (!law->known || law->recorded)
        return;
    dist_init(&sim->prompt, law->variation, law->prompt, law->prompt_cv);
    dist_init(&sim->reply, law->variation, law->reply, law->reply_cv);
}

static int64_t whole(double tokens, int64_t most)
{
    int64_t rounded = tokens < (double)most ? (int64_t)(tokens + 0.5) : most;

    return rounded > 1 ? rounded : 1;
}

static struct cairn_lengths lengths(const struct cairn_token_law *law, int64_t prompt,
                                    int64_t reply)
{
    int64_t found = (int64_t)(law->prefix * (double)prompt);

    return (struct cairn_lengths){
        .prompt = prompt,
        .reply = reply,
        .read = found < prompt ? prompt - found : 1,
    };
}

static int64_t cut(uint32_t tokens, int64_t most)
{
    int64_t least = tokens < most ? (int64_t)tokens : most;

    return least > 1 ? least : 1;
}

struct cairn_lengths cairn_tokens_of(const struct cairn_tokens_sim *sim, uint64_t bits, int32_t row)
{
    const struct cairn_token_law *law = &sim->law;
    struct cairn_rng rng;
    double prompt, reply;

    if (law->recorded) {
        const struct cairn_recorded_tokens *tokens = &law->recorded->tokens[row];

        return lengths(law, cut(tokens->context, law->most), cut(tokens->generated, law->most));
    }
    rng = cairn_rng_from_bits(cairn_mix64(bits ^ own));
    prompt = cairn_dist_draw(&sim->prompt, &rng);
    reply = cairn_dist_draw(&sim->reply, &rng);
    return lengths(law, whole(prompt, law->most), whole(reply, law->most));
}

struct cairn_lengths cairn_tokens_sample(const struct cairn_tokens_sim *sim, int i)
{
    const struct cairn_recording *recorded = sim->law.recorded;
    uint64_t bits = cairn_mix64((uint64_t)i + 1);

    return cairn_tokens_of(sim, bits, recorded ? (int32_t)(bits % (uint64_t)recorded->n) : 0);
}
