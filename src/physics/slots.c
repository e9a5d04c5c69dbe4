#include "physics/slots.h"

#include <string.h>

#include "base/alloc.h"

void cairn_slots_release(struct cairn_slots *slots)
{
    cairn_free(slots->arrival_ns);
    cairn_free(slots->queued_ns);
    cairn_free(slots->start_ns);
    cairn_free(slots->end_ns);
    cairn_free(slots->bits);
    cairn_free(slots->copy);
    *slots = (struct cairn_slots){0};
}

void cairn_slots_begin(struct cairn_slots *slots, uint64_t first)
{
    slots->first = first;
    slots->n = slots->ended = slots->reached = 0;
}

size_t cairn_slots_end(const struct cairn_slots *slots)
{
    size_t to = slots->ended;

    while (to < slots->reached && slots->end_ns[to] != CAIRN_SLOT_OPEN)
        to++;
    return to;
}

static void grow(struct cairn_slots *slots, size_t capacity)
{
    slots->capacity = capacity;
    slots->arrival_ns = cairn_realloc(slots->arrival_ns, capacity, sizeof *slots->arrival_ns);
    slots->bits = cairn_realloc(slots->bits, capacity, sizeof *slots->bits);
    if (slots->queues)
        slots->queued_ns = cairn_realloc(slots->queued_ns, capacity, sizeof *slots->queued_ns);
    if (slots->ends) {
        slots->start_ns = cairn_realloc(slots->start_ns, capacity, sizeof *slots->start_ns);
        slots->end_ns = cairn_realloc(slots->end_ns, capacity, sizeof *slots->end_ns);
    }
    if (slots->marks)
        slots->copy = cairn_realloc(slots->copy, capacity, sizeof *slots->copy);
}

static void forget_ended(struct cairn_slots *slots)
{
    size_t n = slots->ended;
    size_t left = slots->n - n;

    memmove(slots->arrival_ns, slots->arrival_ns + n, left * sizeof *slots->arrival_ns);
    memmove(slots->bits, slots->bits + n, left * sizeof *slots->bits);
    if (slots->queues)
        memmove(slots->queued_ns, slots->queued_ns + n, left * sizeof *slots->queued_ns);
    if (slots->ends) {
        memmove(slots->start_ns, slots->start_ns + n, left * sizeof *slots->start_ns);
        memmove(slots->end_ns, slots->end_ns + n, left * sizeof *slots->end_ns);
    }
    if (slots->marks)
        memmove(slots->copy, slots->copy + n, left * sizeof *slots->copy);
    slots->first += n;
    slots->n = left;
    slots->ended = 0;
    slots->reached -= n;
}

void cairn_slots_make_room(struct cairn_slots *slots, size_t more)
{
    size_t capacity = slots->capacity ? slots->capacity : 2 * more;

    if (slots->ended > 0 && slots->ended >= slots->n - slots->ended)
        forget_ended(slots);
    while (capacity - slots->n < more)
        capacity *= 2;
    if (capacity > slots->capacity)
        grow(slots, capacity);
}
