#define _XOPEN_SOURCE 700 /* mkstemp */

#include <check.h>
#include <stdio.h>
#include <unistd.h>

#include "base/alloc.h"
#include "io/store.h"
#include "study/compare.h"
#include "study/growth.h"
#include "study/robust.h"
#include "study/run.h"
#include "study/uncertain.h"
#include "support/swept.h"

/* What a command line with one thread does with a file, stopped after so many polls. */

static bool stop_after(void *context)
{
    int *polls = context;

    return --*polls < 0;
}

/* The worse of two, where a stage that had nothing to do is no worse than one that was done. */
static enum cairn_study_status worse(enum cairn_study_status a, enum cairn_study_status b)
{
    return a > CAIRN_STUDY_KNOWN || b <= CAIRN_STUDY_KNOWN ? a : b;
}

static enum cairn_study_status go_on(const struct cairn_sweep_question *question)
{
    struct cairn_sweep_report sweep = {0}, growth = {0};
    struct cairn_robust_report robust = {0};
    struct cairn_uncertain_report uncertain = {0};

    if (question->scenario->n_varies > 0)
        cairn_sweep_run(question, &sweep);
    if (sweep.status <= CAIRN_STUDY_KNOWN)
        cairn_robust_run(question, &robust);
    if (worse(sweep.status, robust.status) <= CAIRN_STUDY_KNOWN)
        cairn_uncertain_run(question, &uncertain);
    if (worse(robust.status, uncertain.status) <= CAIRN_STUDY_KNOWN &&
        question->scenario->growth.origin.file)
        cairn_growth_run(question, &growth);
    ck_assert_ptr_null(robust.why);
    ck_assert_ptr_null(uncertain.why);
    cairn_free(uncertain.sentence);
    return worse(worse(sweep.status, robust.status), worse(uncertain.status, growth.status));
}

/* Polls that are left, or a negative number: it was stopped. */
static int answer(struct swept *swept, const char *db, int polls)
{
    struct cairn_archive archive;
    struct cairn_study_options options = {.limits = swept->limits, .archive = &archive};
    struct cairn_study_report report;
    enum cairn_study_status status;

    options.limits.stop = stop_after;
    options.limits.context = &polls;
    swept->question.options = &options;
    ck_assert_int_eq(cairn_store_open(&swept->question.store, db, CAIRN_STORE_WRITE),
                     CAIRN_STORE_OK);
    cairn_archive_open(&archive, NULL);
    cairn_study_run(swept->scenario, swept->question.store, &options, &report);
    status = report.status;
    swept->question.study = report.study;
    if (status <= CAIRN_STUDY_KNOWN)
        status = worse(status, go_on(&swept->question));
    ck_assert_int_eq(cairn_store_status(swept->question.store), CAIRN_STORE_OK);
    ck_assert(status <= CAIRN_STUDY_KNOWN || status == CAIRN_STUDY_STOPPED);
    ck_assert((status == CAIRN_STUDY_STOPPED) == (polls < 0));
    cairn_archive_close(&archive);
    cairn_store_close(swept->question.store);
    cairn_free(report.headline);
    return polls;
}

static bool are_alike(const char *a, const char *b)
{
    struct cairn_comparison comparison;
    struct cairn_store *one, *two;
    bool alike;

    ck_assert_int_eq(cairn_store_open(&one, a, CAIRN_STORE_READ), CAIRN_STORE_OK);
    ck_assert_int_eq(cairn_store_open(&two, b, CAIRN_STORE_READ), CAIRN_STORE_OK);
    cairn_comparison_init(&comparison, one, two);
    alike = comparison.identical;
    cairn_comparison_release(&comparison);
    cairn_store_close(one);
    cairn_store_close(two);
    return alike;
}

static const char *const questions[] = {
    "",
    /* numbers that make no new simulation, followed exactly */
    "<vary select=\"//site/@pue\" from=\"1\" to=\"1.5\" points=\"3\"/>",
    /* one that does, at its points, and which placement is good at all of them */
    "<vary select=\"//arrivals/@rate\" from=\"3 /s\" to=\"5 /s\" points=\"3\"/>"
    "<sweep robust=\"yes\"/>",
    "<uncertain select=\"//arrivals/@rate\" distribution=\"uniform\" low=\"0.9\" high=\"1.1\""
    " as=\"multiplier\"/><draws n=\"20\"/>",
    "<growth years=\"2\" from=\"2026\"><demand workload=\"jobs\" change=\"10 %\"/></growth>",
};

/* Wherever it is stopped it says so, and the same question goes on from there to the same rows. */
START_TEST(a_study_goes_on_from_wherever_it_is_stopped)
{
    enum { MANY = 1 << 28 };
    char whole[] = "/tmp/cairn-whole-XXXXXX", part[] = "/tmp/cairn-part-XXXXXX";
    struct swept swept;
    int needed;

    close(mkstemp(whole));
    close(mkstemp(part));
    unlink(whole);
    swept_init(&swept, "tests/fault/tiny.xml", questions[_i]);
    needed = MANY - answer(&swept, whole, MANY);
    ck_assert_int_gt(needed, 10);
    for (int polls = 0; polls < needed; polls += 1 + polls / 2) {
        unlink(part);
        ck_assert_int_lt(answer(&swept, part, polls), 0);
        answer(&swept, part, MANY);
        ck_assert_msg(are_alike(whole, part), "stopped after %d of %d polls", polls, needed);
    }
    swept_release(&swept);
    unlink(whole);
    unlink(part);
}
END_TEST

Suite *test_stopped(void);

Suite *test_stopped(void)
{
    Suite *suite = suite_create("stopped");
    TCase *tcase = tcase_create("stopped");

    tcase_add_loop_test(tcase, a_study_goes_on_from_wherever_it_is_stopped, 0,
                        sizeof questions / sizeof *questions);
    suite_add_tcase(suite, tcase);
    return suite;
}
