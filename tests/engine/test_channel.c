#include <check.h>
#include <string.h>

#include "engine/channel.h"
#include "math/rng.h"

enum { CHANNELS = 5, SINGLES = 3, STEPS = 60000 };

/* Entities 0 .. 4 are channels, 5 .. 7 push single events at will; kinds differ and tie. */
struct world {
    struct cairn_event_list all;   /* everything pushed */
    struct cairn_event_list heads; /* heads of channels, and singles */
    struct cairn_channel channels[CHANNELS];
    cairn_time last[CHANNELS];
    uint32_t counter[CHANNELS + SINGLES];
    cairn_time now;
};

static void world_push(struct world *world, uint32_t entity, cairn_time delay)
{
    struct cairn_event event = {world->now + delay, 0, entity};

    event.order = cairn_event_order(entity % 3, entity, world->counter[entity]++);
    if (entity < CHANNELS) {
        if (event.time_ns < world->last[entity])
            event.time_ns = world->last[entity];
        world->last[entity] = event.time_ns;
        cairn_channel_push(&world->channels[entity], &world->heads, event);
    } else {
        cairn_event_list_push(&world->heads, event);
    }
    cairn_event_list_push(&world->all, event);
}

static void world_pop(struct world *world)
{
    struct cairn_event want = cairn_event_list_pop(&world->all);
    uint32_t entity = cairn_event_entity(cairn_event_list_peek(&world->heads));
    struct cairn_event got = entity < CHANNELS
                                 ? cairn_channel_pop(&world->channels[entity], &world->heads)
                                 : cairn_event_list_pop(&world->heads);

    ck_assert_mem_eq(&got, &want, sizeof got);
    ck_assert_int_ge(got.time_ns, world->now);
    world->now = got.time_ns;
}

static void world_init(struct world *world)
{
    memset(world, 0, sizeof *world);
    cairn_event_list_init(&world->all);
    cairn_event_list_init(&world->heads);
    for (int i = 0; i < CHANNELS; i++)
        cairn_channel_init(&world->channels[i]);
}

static void world_release(struct world *world)
{
    cairn_event_list_release(&world->all);
    cairn_event_list_release(&world->heads);
    for (int i = 0; i < CHANNELS; i++)
        cairn_channel_release(&world->channels[i]);
}

/*
 * Delays up to 0 (all ties), 2 (mostly ties), 1000: the same events in the same order as from one
 * list that holds everything.
 */
START_TEST(the_same_order_as_pushing_all)
{
    static const uint64_t delays[] = {1, 3, 1001};
    struct cairn_rng rng = cairn_rng_from_bits((uint64_t)_i + 70);
    struct world world;
    size_t longest = 0;

    world_init(&world);
    for (int step = 0; step < STEPS; step++) {
        uint64_t dice = cairn_rng_below(&rng, 100);
        uint64_t entity = cairn_rng_below(&rng, CHANNELS + SINGLES);
        uint64_t delay = cairn_rng_below(&rng, delays[_i]);
        bool growing = step / 5000 % 2 == 0;

        if (world.all.count == 0 || dice < (growing ? 52u : 48u))
            world_push(&world, (uint32_t)entity, (cairn_time)delay);
        else
            world_pop(&world);
        if (world.all.count > longest)
            longest = world.all.count;
    }
    ck_assert_uint_gt(longest, 40); /* rings have grown and wrapped */
    while (world.all.count > 0)
        world_pop(&world);
    ck_assert(cairn_event_list_empty(&world.heads));
    for (int i = 0; i < CHANNELS; i++)
        ck_assert(cairn_channel_empty(&world.channels[i]));
    world_release(&world);
}
END_TEST

START_TEST(only_the_head_stands_in_the_list)
{
    struct cairn_event_list list;
    struct cairn_channel channel;

    cairn_event_list_init(&list);
    cairn_channel_init(&channel);
    for (uint32_t i = 0; i < 1000; i++)
        cairn_channel_push(&channel, &list, (struct cairn_event){7, cairn_event_order(0, 0, i), i});
    ck_assert_uint_eq(list.count, 1);
    for (uint32_t i = 0; i < 1000; i++) {
        ck_assert_uint_eq(list.count, 1);
        ck_assert_uint_eq(cairn_channel_pop(&channel, &list).payload, i);
    }
    ck_assert_uint_eq(list.count, 0);
    cairn_channel_release(&channel);
    cairn_event_list_release(&list);
}
END_TEST

START_TEST(nothing_is_allocated_after_warm_up)
{
    struct cairn_event_list list;
    struct cairn_channel channel;
    struct cairn_event *ring;

    cairn_event_list_init(&list);
    cairn_channel_init(&channel);
    cairn_event_list_reserve(&list, 1);
    cairn_channel_reserve(&channel, 100);
    ring = channel.ring;
    for (uint32_t i = 0; i < 100000; i++) {
        if (channel.count == 100)
            cairn_channel_pop(&channel, &list);
        cairn_channel_push(&channel, &list, (struct cairn_event){i, cairn_event_order(0, 0, i), i});
    }
    ck_assert_ptr_eq(channel.ring, ring);
    ck_assert_uint_eq(channel.capacity, 128);
    cairn_event_list_clear(&list);
    cairn_channel_clear(&channel);
    ck_assert(cairn_channel_empty(&channel));
    cairn_channel_release(&channel);
    cairn_event_list_release(&list);
}
END_TEST

Suite *test_channel(void);
Suite *test_channel(void)
{
    Suite *suite = suite_create("channel");
    TCase *tcase = tcase_create("channel");

    tcase_add_loop_test(tcase, the_same_order_as_pushing_all, 0, 3);
    tcase_add_test(tcase, only_the_head_stands_in_the_list);
    tcase_add_test(tcase, nothing_is_allocated_after_warm_up);
    suite_add_tcase(suite, tcase);
    return suite;
}
