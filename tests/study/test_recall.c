#include <check.h>
#include <string.h>

#include "base/buffer.h"
#include "study/recall.h"

static struct cairn_lab_ask ask_of(uint64_t key, uint64_t seed, uint32_t replication)
{
    return (struct cairn_lab_ask){.key = {{key, 7}}, .seed = seed, .replication = replication};
}

/* Is this what is remembered of it? NULL: nothing. */
static bool holds(struct cairn_recall *recall, struct cairn_lab_ask ask, const char *text)
{
    struct cairn_buffer bytes;
    bool got, right;

    cairn_buffer_init(&bytes);
    cairn_buffer_puts(&bytes, "before ");
    got = cairn_recall_get(recall, &ask, &bytes);
    right = text ? got && strcmp(bytes.data + 7, text) == 0 : !got && bytes.size == 7;
    cairn_buffer_release(&bytes);
    return right;
}

static void put(struct cairn_recall *recall, struct cairn_lab_ask ask, const char *text)
{
    cairn_recall_put(recall, &ask, text, strlen(text));
}

START_TEST(samples_come_back_by_what_they_are_of)
{
    struct cairn_recall *recall = cairn_recall_new(1 << 20);

    ck_assert(holds(recall, ask_of(1, 2, 3), NULL));
    put(recall, ask_of(1, 2, 3), "one");
    put(recall, ask_of(1, 2, 4), "another replication");
    put(recall, ask_of(1, 3, 3), "another seed");
    put(recall, ask_of(2, 2, 3), "another key");
    put(recall, ask_of(9, 9, 9), "");
    ck_assert(holds(recall, ask_of(1, 2, 3), "one"));
    ck_assert(holds(recall, ask_of(1, 2, 4), "another replication"));
    ck_assert(holds(recall, ask_of(1, 3, 3), "another seed"));
    ck_assert(holds(recall, ask_of(2, 2, 3), "another key"));
    ck_assert(holds(recall, ask_of(9, 9, 9), ""));
    ck_assert(holds(recall, ask_of(9, 9, 8), NULL));
    cairn_recall_free(recall);
}
END_TEST

/* What is asked for all the time stays; of 100,000 others no more than the limit does. */
START_TEST(what_nobody_asks_for_is_forgotten)
{
    enum { LIMIT = 100000, N = 100000 };
    struct cairn_recall *recall = cairn_recall_new(LIMIT);

    put(recall, ask_of(0, 0, 0), "dear");
    for (uint32_t i = 1; i <= N; i++) {
        put(recall, ask_of(i, 5, i), "some bytes");
        ck_assert(holds(recall, ask_of(i, 5, i), "some bytes"));
        ck_assert(holds(recall, ask_of(0, 0, 0), "dear"));
        ck_assert_uint_le(cairn_recall_size(recall), LIMIT + 1000);
    }
    ck_assert(holds(recall, ask_of(1, 5, 1), NULL));
    cairn_recall_free(recall);
}
END_TEST

Suite *test_recall(void)
{
    Suite *suite = suite_create("recall");
    TCase *tcase = tcase_create("recall");

    tcase_add_test(tcase, samples_come_back_by_what_they_are_of);
    tcase_add_test(tcase, what_nobody_asks_for_is_forgotten);
    suite_add_tcase(suite, tcase);
    return suite;
}
