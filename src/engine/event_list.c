#include "engine/event_list.h"

#include "base/alloc.h"

void cairn_event_list_init(struct cairn_event_list *list)
{
    *list = (struct cairn_event_list){0};
}

void cairn_event_list_release(struct cairn_event_list *list)
{
    cairn_free(list->heap);
    cairn_event_list_init(list);
}

void cairn_event_list_clear(struct cairn_event_list *list)
{
    list->count = 0;
}

void cairn_event_list_reserve(struct cairn_event_list *list, size_t capacity)
{
    list->heap = cairn_grow(list->heap, &list->capacity, capacity, sizeof *list->heap);
}

bool cairn_event_list_valid(const struct cairn_event_list *list)
{
    for (size_t i = 1; i < list->count; i++)
        if (cairn_event_before(&list->heap[i], &list->heap[(i - 1) / 4]))
            return false;
    return list->count <= list->capacity;
}
