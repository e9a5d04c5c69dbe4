#include "engine/channel.h"

#include "base/alloc.h"

void cairn_channel_init(struct cairn_channel *channel)
{
    *channel = (struct cairn_channel){0};
}

void cairn_channel_release(struct cairn_channel *channel)
{
    cairn_free(channel->ring);
    cairn_channel_init(channel);
}

void cairn_channel_reserve(struct cairn_channel *channel, size_t capacity)
{
    size_t room = 4;
    struct cairn_event *ring;

    while (room < capacity)
        room *= 2;
    if (room <= channel->capacity)
        return;
    ring = cairn_realloc(NULL, room, sizeof *ring);
    for (size_t i = 0; i < channel->capacity; i++) /* whatever is there */
        ring[i] = channel->ring[(channel->first + i) & (channel->capacity - 1)];
    cairn_free(channel->ring);
    channel->ring = ring;
    channel->capacity = room;
    channel->first = 0;
}

void cairn_channel_clear(struct cairn_channel *channel)
{
    channel->first = 0;
    channel->count = 0;
}
