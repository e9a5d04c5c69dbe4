#include "study/metrics_sum.h"

static int cache_index(const struct cairn_layout *layout, int window, int cache, int count)
{
    return cairn_layout_cache(layout, window, cache, (enum cairn_cache_count)count);
}

static int link_index(const struct cairn_layout *layout, int window, int link, int count)
{
    return cairn_layout_link(layout, window, link, (enum cairn_link_count)count);
}

/* Of caches and links: per copy of the site. */

static double cache_sum(const struct cairn_measurement *m, int cache, enum cairn_cache_count count)
{
    return cairn_week_sum(m, cache_index, cache, (int)count);
}

static double cache_hit_share(const struct cairn_measurement *m, int cache)
{
    return cairn_ratio(cache_sum(m, cache, CAIRN_CACHE_HITS), cache_sum(m, cache, CAIRN_LOOKUPS));
}

static double cache_similar_share(const struct cairn_measurement *m, int cache)
{
    if (!(m->component->caches[cache].similar > 0.0))
        return NAN;
    return cairn_ratio(cache_sum(m, cache, CAIRN_SIMILAR_HITS), cache_sum(m, cache, CAIRN_LOOKUPS));
}

static double cache_wrong_share(const struct cairn_measurement *m, int cache)
{
    if (!(m->component->caches[cache].wrong > 0.0))
        return NAN;
    return cairn_ratio(cache_sum(m, cache, CAIRN_WRONG_HITS), cache_sum(m, cache, CAIRN_LOOKUPS));
}

static double lookups_per_s(const struct cairn_measurement *m, int cache)
{
    return cache_sum(m, cache, CAIRN_LOOKUPS) / cairn_week_s(m) /
           m->component->caches[cache].copies;
}

static double occupancy(const struct cairn_measurement *m, int cache)
{
    return cache_sum(m, cache, CAIRN_OCCUPANCY_NS) / 1e9 / cairn_week_s(m) /
           m->component->caches[cache].copies;
}

const struct cairn_metric cairn_cache_metrics[] = {
    {"hit_share", cache_hit_share},     {"similar_share", cache_similar_share},
    {"wrong_share", cache_wrong_share}, {"lookups_per_s", lookups_per_s},
    {"occupancy_entries", occupancy},   {NULL, NULL},
};

static double link_rate(const struct cairn_measurement *m, int link, enum cairn_link_count count)
{
    return cairn_week_sum(m, link_index, link, (int)count) / cairn_week_s(m) /
           m->component->links[link].lines;
}

static double up_bytes_per_s(const struct cairn_measurement *m, int link)
{
    return link_rate(m, link, CAIRN_UP_BYTES);
}

static double down_bytes_per_s(const struct cairn_measurement *m, int link)
{
    return link_rate(m, link, CAIRN_DOWN_BYTES);
}

static double up_utilisation(const struct cairn_measurement *m, int link)
{
    return link_rate(m, link, CAIRN_UP_BUSY_NS) / 1e9;
}

static double down_utilisation(const struct cairn_measurement *m, int link)
{
    return link_rate(m, link, CAIRN_DOWN_BUSY_NS) / 1e9;
}

static double cut_share(const struct cairn_measurement *m, int link)
{
    bool fails = m->component->links[link].outage.mtbf_ns > 0;

    return fails ? link_rate(m, link, CAIRN_CUT_NS) / 1e9 : NAN;
}

/* Share of its time, or count per second, of a line's radio. */
static double radio_rate(const struct cairn_measurement *m, int link, enum cairn_link_count count)
{
    return m->component->links[link].has_radio ? link_rate(m, link, count) : NAN;
}

static double promotions_per_s(const struct cairn_measurement *m, int link)
{
    return radio_rate(m, link, CAIRN_PROMOTIONS);
}

static double radio_promotion_share(const struct cairn_measurement *m, int link)
{
    return radio_rate(m, link, CAIRN_PROMOTION_NS) / 1e9;
}

static double radio_active_share(const struct cairn_measurement *m, int link)
{
    return radio_rate(m, link, CAIRN_ACTIVE_NS) / 1e9;
}

static double radio_tail_share(const struct cairn_measurement *m, int link)
{
    return radio_rate(m, link, CAIRN_TAIL_NS) / 1e9;
}

const struct cairn_metric cairn_link_metrics[] = {
    {"up_bytes_per_s", up_bytes_per_s},
    {"down_bytes_per_s", down_bytes_per_s},
    {"up_utilisation", up_utilisation},
    {"down_utilisation", down_utilisation},
    {"promotions_per_s", promotions_per_s},
    {"radio_promotion_share", radio_promotion_share},
    {"radio_active_share", radio_active_share},
    {"radio_tail_share", radio_tail_share},
    {"cut_share", cut_share},
    {NULL, NULL},
};
