#include "physics/feed.h"

#include "physics/front.h"

void cairn_feed_fill(struct cairn_feed *feed)
{
    const struct cairn_front_block block = {
        .time_ns = feed->time_ns,
        .copy = feed->copy,
        .route = feed->route,
        .content = feed->content,
        .row = feed->row,
        .bits = feed->bits,
    };

    feed->at = 0;
    feed->n = cairn_front_run(feed->source, CAIRN_NEVER, CAIRN_FEED_BLOCK, &block);
    if (feed->n == 0)
        feed->time_ns[0] = CAIRN_NEVER;
}

void cairn_feed_begin(struct cairn_feed *feed, struct cairn_source_sim *source)
{
    feed->source = source;
    cairn_feed_fill(feed);
}
