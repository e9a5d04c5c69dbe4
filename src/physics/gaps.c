#include "physics/gaps.h"

static void put(struct cairn_histogram *histogram, int64_t gap_ns, uint64_t times)
{
    cairn_histogram_put(histogram, gap_ns, times);
    histogram->count += times;
}

/* The first pass: since the last token of each, whatever was done in between. */
static void count_first(struct cairn_histogram *histogram, uint64_t weight,
                        const struct cairn_runner *runner)
{
    int64_t end_ns = cairn_stretch_end_ns(&runner->stretch, 1);

    for (int32_t i = 0; i < runner->n_decoding; i++) {
        int64_t last_ns = runner->slots[runner->heap[i]].first_ns;

        if (runner->decoded_ns > last_ns)
            last_ns = runner->decoded_ns;
        put(histogram, end_ns - last_ns, weight);
    }
}

/* How many of the passes after j are as long as that one, as far as the histogram can tell. */
static int64_t alike(const struct cairn_stretch *s, int64_t j, int64_t length_ps)
{
    unsigned bin = cairn_histogram_index(length_ps / CAIRN_PS_PER_NS);
    int64_t beyond_ps =
        (cairn_histogram_low_ns(bin) + cairn_histogram_width_ns(bin)) * CAIRN_PS_PER_NS;
    int64_t rest = s->passes - j;
    int64_t n = s->growth_ps > 0 ? (beyond_ps - 1 - length_ps) / s->growth_ps : rest;

    return n < rest ? n : rest;
}

void cairn_gaps_count(struct cairn_histogram *histogram, uint64_t weight,
                      const struct cairn_runner *runner, int64_t from, int64_t until)
{
    const struct cairn_stretch *s = &runner->stretch;
    int64_t j = from + 1;

    if (j == 1 && until >= 1) {
        count_first(histogram, weight, runner);
        j = 2;
    }
    while (j <= until) {
        int64_t length_ps = s->decode_ps + s->growth_ps * (j - 1);
        int64_t n = alike(s, j, length_ps) + 1;

        if (n > until - j + 1)
            n = until - j + 1;
        put(histogram, length_ps / CAIRN_PS_PER_NS, weight * (uint64_t)s->decoding * (uint64_t)n);
        j += n;
    }
}
