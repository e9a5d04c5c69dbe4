/* The first signal sets the flag, the second one ends the process; a signal that was ignored before
 * stays ignored. Check runs the tests that signal in processes of their own. */

#include <check.h>

#include "cli/interrupt.c"

START_TEST(test_flag)
{
    ck_assert(!cairn_interrupted());
    cairn_interrupt_catch();
    ck_assert(!cairn_interrupted());
    raise(SIGINT);
    ck_assert(cairn_interrupted());
}
END_TEST

START_TEST(test_second)
{
    cairn_interrupt_catch();
    raise(SIGTERM);
    raise(SIGTERM);
}
END_TEST

START_TEST(test_ignored)
{
    signal(SIGHUP, SIG_IGN);
    cairn_interrupt_catch();
    raise(SIGHUP);
    ck_assert(!cairn_interrupted());
}
END_TEST

Suite *test_interrupt(void)
{
    Suite *suite = suite_create("interrupt");
    TCase *tcase = tcase_create("interrupt");

    tcase_add_test(tcase, test_flag);
    tcase_add_test_raise_signal(tcase, test_second, SIGTERM);
    tcase_add_test(tcase, test_ignored);
    suite_add_tcase(suite, tcase);
    return suite;
}
