#include "support/lab_rig.h"

#include <check.h>
#include <string.h>

#include "physics/quantity_code.h"

void lab_rig_queue(struct rig *rig, uint64_t key)
{
    rig_init(rig, 10, 100);
    rig_add_source(rig, 5);
    rig_add_pool(rig, 1, 0.1);
    rig_add_route(rig, 0);
    rig->component.key.word[0] = key;
}

size_t lab_rig_counts_size(const struct cairn_lab_entry *entry)
{
    const struct cairn_layout *layout = &entry->sum.layout;

    return (size_t)(layout->n_windows * layout->stride) * sizeof(int64_t);
}

void lab_rig_check_same(const struct cairn_lab_entry *a, const struct cairn_lab_entry *b)
{
    struct cairn_buffer a_sum, b_sum;

    ck_assert_int_eq(a->n, b->n);
    for (int r = 0; r < a->n; r++) {
        ck_assert_mem_eq(a->samples[r].counts, b->samples[r].counts, lab_rig_counts_size(a));
        ck_assert_mem_eq(a->samples[r].sources, b->samples[r].sources,
                         (size_t)a->sum.layout.n_sources * sizeof *a->samples[r].sources);
    }
    cairn_buffer_init(&a_sum);
    cairn_buffer_init(&b_sum);
    cairn_quantities_encode(&a->sum, a->key, &a_sum);
    cairn_quantities_encode(&b->sum, b->key, &b_sum);
    ck_assert_uint_eq(a_sum.size, b_sum.size);
    ck_assert_mem_eq(a_sum.data, b_sum.data, a_sum.size);
    cairn_buffer_release(&a_sum);
    cairn_buffer_release(&b_sum);
}

static int shelf_find(const struct lab_shelf *shelf, const struct cairn_lab_ask *ask)
{
    for (int i = 0; i < shelf->n; i++)
        if (memcmp(&shelf->asks[i].key, &ask->key, sizeof ask->key) == 0 &&
            shelf->asks[i].seed == ask->seed && shelf->asks[i].replication == ask->replication)
            return i;
    return -1;
}

bool lab_shelf_get(void *context, const struct cairn_lab_ask *ask, struct cairn_buffer *bytes)
{
    struct lab_shelf *shelf = context;
    int at = shelf_find(shelf, ask);

    shelf->gets++;
    if (at >= 0)
        cairn_buffer_append(bytes, shelf->bytes[at].data, shelf->bytes[at].size);
    return at >= 0;
}

void lab_shelf_put(void *context, const struct cairn_lab_ask *ask, const struct cairn_buffer *bytes)
{
    struct lab_shelf *shelf = context;
    int at = shelf_find(shelf, ask);

    shelf->puts++;
    if (at < 0) {
        at = shelf->n++;
        ck_assert_int_lt(at, LAB_SHELF);
        shelf->asks[at] = *ask;
        cairn_buffer_init(&shelf->bytes[at]);
    }
    cairn_buffer_clear(&shelf->bytes[at]);
    cairn_buffer_append(&shelf->bytes[at], bytes->data, bytes->size);
}

void lab_shelf_release(struct lab_shelf *shelf)
{
    for (int i = 0; i < shelf->n; i++)
        cairn_buffer_release(&shelf->bytes[i]);
}
