#include "engine/event_sort.h"

#include <string.h>

#include "base/alloc.h"

enum { FEW = 24, BUCKETS_MOST = 1 << 16 }; /* chosen somewhat arbitrarily */

void cairn_event_sorter_release(struct cairn_event_sorter *sorter)
{
    cairn_free(sorter->copy);
    cairn_free(sorter->first);
    *sorter = (struct cairn_event_sorter){0};
}

static bool in_order(const struct cairn_event *events, size_t n)
{
    for (size_t i = 1; i < n; i++)
        if (cairn_event_before(&events[i], &events[i - 1]))
            return false;
    return true;
}

static void insertion_sort(struct cairn_event *events, size_t n)
{
    for (size_t i = 1; i < n; i++) {
        struct cairn_event event = events[i];
        size_t at = i;

        for (; at > 0 && cairn_event_before(&event, &events[at - 1]); at--)
            events[at] = events[at - 1];
        events[at] = event;
    }
}

/* For events that crowd; `spare` has room for n. */
static void merge_sort(struct cairn_event *events, size_t n, struct cairn_event *spare)
{
    size_t half = n / 2;
    size_t left = 0, right = half;

    if (n <= FEW) {
        insertion_sort(events, n);
        return;
    }
    merge_sort(events, half, spare);
    merge_sort(events + half, n - half, spare);
    memcpy(spare, events, half * sizeof *events);
    for (size_t at = 0; left < half; at++) {
        bool take_right = right < n && cairn_event_before(&events[right], &spare[left]);

        events[at] = take_right ? events[right++] : spare[left++];
    }
}

/* How far times are shifted to the right so that their span falls into so many buckets. */
static unsigned shift_for(int64_t span_ns, size_t n_buckets)
{
    unsigned shift = 0;

    while ((uint64_t)span_ns >> shift >= n_buckets)
        shift++;
    return shift;
}

/* Deals events out to the buckets of their times, in `copy`, and sorts each. */
static void bucket_sort(struct cairn_event_sorter *sorter, struct cairn_event *events, size_t n,
                        int64_t least_ns, int64_t span_ns)
{
    size_t n_buckets = FEW;
    struct cairn_event *copy;
    uint32_t *first;
    unsigned shift;

    while (n_buckets < n && n_buckets < BUCKETS_MOST)
        n_buckets *= 2;
    sorter->copy = cairn_grow(sorter->copy, &sorter->copy_capacity, n, sizeof *copy);
    sorter->first =
        cairn_grow(sorter->first, &sorter->first_capacity, n_buckets + 2, sizeof *first);
    copy = sorter->copy;
    first = sorter->first;
    shift = shift_for(span_ns, n_buckets);
    memset(first, 0, (n_buckets + 2) * sizeof *first);
    for (size_t i = 0; i < n; i++)
        first[((uint64_t)(events[i].time_ns - least_ns) >> shift) + 2]++;
    for (size_t b = 2; b < n_buckets + 2; b++)
        first[b] += first[b - 1];
    for (size_t i = 0; i < n; i++)
        copy[first[((uint64_t)(events[i].time_ns - least_ns) >> shift) + 1]++] = events[i];
    for (size_t b = 0; b < n_buckets; b++)
        if (first[b + 1] > first[b] + 1)
            merge_sort(&copy[first[b]], first[b + 1] - first[b], events);
    memcpy(events, copy, n * sizeof *events);
}

void cairn_event_sort(struct cairn_event_sorter *sorter, struct cairn_event *events, size_t n)
{
    int64_t least_ns = INT64_MAX;
    int64_t most_ns = 0;

    if (in_order(events, n))
        return;
    if (n <= FEW) {
        insertion_sort(events, n);
        return;
    }
    for (size_t i = 0; i < n; i++) {
        least_ns = events[i].time_ns < least_ns ? events[i].time_ns : least_ns;
        most_ns = events[i].time_ns > most_ns ? events[i].time_ns : most_ns;
    }
    bucket_sort(sorter, events, n, least_ns, most_ns - least_ns);
}
