#include "physics/passage.h"

#include "base/alloc.h"

void cairn_passages_release(struct cairn_passages *passages)
{
    cairn_free(passages->items);
    cairn_free(passages->free);
    *passages = (struct cairn_passages){0};
}

void cairn_passages_clear(struct cairn_passages *passages)
{
    passages->n = 0;
    passages->n_free = 0;
}

uint32_t cairn_passages_make(struct cairn_passages *passages)
{
    uint32_t made;

    if (passages->n_free > 0)
        return passages->free[--passages->n_free];
    made = passages->n++;
    passages->items =
        cairn_grow(passages->items, &passages->capacity, passages->n, sizeof *passages->items);
    passages->free =
        cairn_grow(passages->free, &passages->free_capacity, passages->n, sizeof *passages->free);
    return made;
}

static void free_arrays(struct cairn_passage_block *block)
{
    cairn_free(block->time_ns);
    cairn_free(block->bits);
    cairn_free(block->entity);
    cairn_free(block->id);
    cairn_free(block->copy);
    cairn_free(block->variant);
}

void cairn_passage_block_release(struct cairn_passage_block *block)
{
    free_arrays(block);
    *block = (struct cairn_passage_block){0};
}

void cairn_passage_block_reserve(struct cairn_passage_block *block, size_t n)
{
    size_t to = 2 * n;

    if (n <= block->capacity)
        return;
    free_arrays(block);
    *block = (struct cairn_passage_block){
        .capacity = to,
        .time_ns = cairn_calloc(to, sizeof *block->time_ns),
        .bits = cairn_calloc(to, sizeof *block->bits),
        .entity = cairn_calloc(to, sizeof *block->entity),
        .id = cairn_calloc(to, sizeof *block->id),
        .copy = cairn_calloc(to, sizeof *block->copy),
        .variant = cairn_calloc(to, sizeof *block->variant),
    };
}
