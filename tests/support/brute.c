#include "support/brute.h"

#include <assert.h>

enum { MAX_PARTS = 16 };

/* The parts that are chosen so far. */
struct walk {
    const struct cairn_space *space;
    void (*visit)(void *context, const struct cairn_placement *placement);
    void *context;
    int component[MAX_PARTS];
    uint64_t configuration[MAX_PARTS];
    int n;
};

static void walk_blocks(struct walk *walk, int block);

static void visit(const struct walk *walk)
{
    struct cairn_placement placement;

    cairn_placement_init(&placement, walk->space->scenario);
    for (int i = 0; i < walk->n; i++)
        cairn_space_configure(walk->space, walk->component[i], walk->configuration[i], &placement);
    cairn_placement_normalise(&placement, walk->space->scenario);
    walk->visit(walk->context, &placement);
    cairn_placement_release(&placement);
}

static void walk_members(struct walk *walk, int block, int assignment, int member)
{
    const struct cairn_space_assignment *a = &walk->space->assignments[assignment];
    int component;

    if (member == a->n_members) {
        walk_blocks(walk, block + 1);
        return;
    }
    assert(walk->n < MAX_PARTS);
    component = walk->space->members[a->first_member + member];
    for (uint64_t c = 0; c < (uint64_t)walk->space->components[component].n_configurations; c++) {
        walk->component[walk->n] = component;
        walk->configuration[walk->n++] = c;
        walk_members(walk, block, assignment, member + 1);
        walk->n--;
    }
}

static void walk_blocks(struct walk *walk, int block)
{
    const struct cairn_space_block *b;

    if (block == walk->space->n_blocks) {
        visit(walk);
        return;
    }
    b = &walk->space->blocks[block];
    for (int a = 0; a < b->n_assignments; a++)
        walk_members(walk, block, b->first_assignment + a, 0);
}

void brute_placements(const struct cairn_space *space,
                      void (*visit_one)(void *context, const struct cairn_placement *placement),
                      void *context)
{
    struct walk walk = {.space = space, .visit = visit_one, .context = context};

    walk_blocks(&walk, 0);
}
