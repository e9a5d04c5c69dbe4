/*
 * Runs every suite under tests/<dir>/test_<word>.c in one process. The build writes the list of
 * them to suites.h from the file names, one SUITE(test_<word>) a line.
 *
 * Check does the rest: each test runs in its own process (CK_FORK=no for a debugger); CK_RUN_SUITE
 * and CK_RUN_CASE select by the names given to suite_create() and tcase_create(). Check calls a run
 * in which nothing ran a success; here it is a failure, so that a misspelt filter cannot pass.
 *
 * A test that hangs is stopped after ten minutes, on however busy a machine.
 *
 * For tests/run.sh: if CAIRN_PART is N/M, only every M-th suite runs, from the N-th on; and if
 * CAIRN_TALLY names a file, "passed failed" is written there.
 */

#include <check.h>
#include <stdio.h>
#include <stdlib.h>

#define SUITE(name) Suite *name(void);
#include "suites.h"
#undef SUITE

static Suite *(*const suites[])(void) = {
#define SUITE(name) name,
#include "suites.h"
#undef SUITE
};

static int write_tally(int passed, int failed)
{
    const char *path = getenv("CAIRN_TALLY");
    if (!path)
        return 0;
    FILE *f = fopen(path, "w");
    if (!f)
        return -1;
    int written = fprintf(f, "%d %d\n", passed, failed);
    return fclose(f) == 0 && written > 0 ? 0 : -1;
}

int main(void)
{
    const char *part = getenv("CAIRN_PART");
    size_t first = 1, step = 1;

    if (part && (sscanf(part, "%zu/%zu", &first, &step) != 2 || first < 1 || first > step)) {
        fprintf(stderr, "runner: CAIRN_PART is N/M, not %s\n", part);
        return EXIT_FAILURE;
    }
    setenv("CK_DEFAULT_TIMEOUT", "600", 0); /* seconds; before a test case is made */
    SRunner *runner = srunner_create(NULL);
    for (size_t i = first - 1; i < sizeof suites / sizeof suites[0]; i += step)
        srunner_add_suite(runner, suites[i]());
    srunner_run_all(runner, CK_NORMAL);
    int run = srunner_ntests_run(runner);
    int failed = srunner_ntests_failed(runner);
    srunner_free(runner);

    if (run == 0)
        fputs("runner: no test ran; check CK_RUN_SUITE and CK_RUN_CASE\n", stderr);
    if (write_tally(run - failed, failed) < 0) {
        perror("runner: cannot write CAIRN_TALLY");
        return EXIT_FAILURE;
    }
    return run > 0 && failed == 0 ? EXIT_SUCCESS : EXIT_FAILURE;
}
