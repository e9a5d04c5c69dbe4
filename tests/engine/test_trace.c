#include <check.h>

#include "engine/trace.h"

struct seen {
    int count;
    struct cairn_event last;
};

static void remember(void *context, const struct cairn_event *event)
{
    struct seen *seen = context;

    seen->count++;
    seen->last = *event;
}

START_TEST(a_sink_sees_the_event)
{
    struct seen seen = {0};
    const struct cairn_trace trace = {remember, &seen};
    const struct cairn_event event = {5, cairn_event_order(1, 2, 3), 4};

    cairn_trace_event(&trace, &event);
    cairn_trace_event(NULL, &event); /* nobody looks */
    ck_assert_int_eq(seen.count, 1);
    ck_assert_mem_eq(&seen.last, &event, sizeof event);
}
END_TEST

Suite *test_trace(void);
Suite *test_trace(void)
{
    Suite *suite = suite_create("trace");
    TCase *tcase = tcase_create("trace");

    tcase_add_test(tcase, a_sink_sees_the_event);
    suite_add_tcase(suite, tcase);
    return suite;
}
