#include "physics/content_index.h"

#include <assert.h>
#include <string.h>

#include "base/alloc.h"
#include "base/hash.h"

void cairn_content_index_init(struct cairn_content_index *index, uint64_t contents, int copies,
                              int64_t entries, size_t plain_limit)
{
    size_t places = (size_t)contents * (size_t)copies;

    *index = (struct cairn_content_index){.contents = contents};
    if (places > plain_limit) {
        places = 16;
        while (places < 2 * (size_t)entries * (size_t)copies)
            places *= 2;
        index->mask = places - 1;
        index->keys = cairn_calloc(places, sizeof *index->keys);
    }
    index->slots = cairn_calloc(places, sizeof *index->slots);
    memset(index->slots, 0xff, places * sizeof *index->slots);
}

void cairn_content_index_release(struct cairn_content_index *index)
{
    cairn_free(index->slots);
    cairn_free(index->keys);
    *index = (struct cairn_content_index){0};
}

void cairn_content_index_add(struct cairn_content_index *index, int copy, uint32_t content,
                             uint32_t slot)
{
    size_t place = cairn_content_index_place(index, copy, content);

    assert(index->slots[place] == CAIRN_NO_SLOT && slot != CAIRN_NO_SLOT);
    index->slots[place] = slot;
    if (index->keys)
        index->keys[place] = (uint64_t)copy * index->contents + content;
}

void cairn_content_index_remove(struct cairn_content_index *index, int copy, uint32_t content)
{
    size_t gap = cairn_content_index_place(index, copy, content);

    assert(index->slots[gap] != CAIRN_NO_SLOT);
    index->slots[gap] = CAIRN_NO_SLOT;
    if (!index->keys)
        return;
    /* Knuth, The Art of Computer Programming 3, 6.4, algorithm R: move back who probed past. */
    for (size_t at = (gap + 1) & index->mask; index->slots[at] != CAIRN_NO_SLOT;
         at = (at + 1) & index->mask) {
        size_t home = (size_t)cairn_mix64(index->keys[at]) & index->mask;

        if (((at - home) & index->mask) < ((at - gap) & index->mask))
            continue;
        index->keys[gap] = index->keys[at];
        index->slots[gap] = index->slots[at];
        index->slots[at] = CAIRN_NO_SLOT;
        gap = at;
    }
}
