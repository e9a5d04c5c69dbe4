/* cairn report [DB] -o report.html */

#include <stdio.h>
#include <string.h>

#include "base/alloc.h"
#include "cli/command.h"
#include "cli/studies.h"
#include "io/store.h"
#include "study/report.h"

static const struct cairn_option output = {
    .name = "output",
    .letter = 'o',
    .kind = CAIRN_OPTION_PATH,
    .value = "FILE",
    .help = "page to write (report.html beside the results); - prints it",
};

static const char default_name[] = "report.html";

struct report {
    struct cairn_call *call;
    struct cairn_store *store;
    struct cairn_report_request request;
    char *path; /* of the page, owned */
};

/* ---- what is asked for ---- */

static char *beside(const char *path)
{
    const char *slash = strrchr(path, '/');

    return cairn_format("%.*s%s", slash ? (int)(slash + 1 - path) : 0, path, default_name);
}

static int read_arguments(struct report *report)
{
    const struct cairn_options *options = &report->call->options;
    const char *page = cairn_options_text(options, &output, NULL);

    report->request.path = cairn_studies_file(report->call);
    if (!report->request.path)
        return CAIRN_EXIT_USAGE;
    report->request.study = cairn_options_text(options, &cairn_option_study, NULL);
    report->path = page ? cairn_strdup(page) : beside(report->request.path);
    return CAIRN_EXIT_FINE;
}

/* A page of ours says who made it within its first lines. */
static bool is_report(const char *path)
{
    static const char mark[] = "<meta name=\"generator\" content=\"cairn ";
    char start[2048] = "";
    FILE *file = fopen(path, "r");
    size_t size = file ? fread(start, 1, sizeof start - 1, file) : 0;

    if (file)
        fclose(file);
    start[size] = '\0';
    return strstr(start, mark) != NULL;
}

static bool may_write(struct report *report)
{
    const struct cairn_options *options = &report->call->options;

    if (strcmp(report->path, "-") == 0 || cairn_options_given(options, &cairn_option_force) ||
        !cairn_output_would_replace(report->path) || is_report(report->path))
        return true;
    cairn_call_fail(report->call, 0,
                    "\"%s\" is there already and is no report; --force overwrites it",
                    report->path);
    return false;
}

/* ---- the page ---- */

static int deliver(struct report *report, const struct cairn_buffer *page, int n_studies)
{
    int problem;

    if (strcmp(report->path, "-") == 0) {
        cairn_buffer_append(&report->call->output->data, page->data, page->size);
        return CAIRN_EXIT_FINE;
    }
    problem = cairn_output_to_file(report->path, page);
    if (problem != 0)
        return cairn_call_fail(report->call, CAIRN_EXIT_FAILED, "cannot write \"%s\": %s",
                               report->path, strerror(problem));
    cairn_call_say(report->call, "%d %s in %s", n_studies, n_studies == 1 ? "study" : "studies",
                   report->path);
    return CAIRN_EXIT_FINE;
}

static int write_page(struct report *report)
{
    struct cairn_buffer page;
    int n_studies;
    int status;

    if (!cairn_studies_has(report->call, report->store, report->request.path,
                           report->request.study))
        return CAIRN_EXIT_FAILED;
    cairn_buffer_init(&page);
    if (cairn_report_write(report->store, &report->request, &page, &n_studies) == CAIRN_STORE_OK)
        status = deliver(report, &page, n_studies);
    else
        status =
            cairn_call_fail(report->call, CAIRN_EXIT_FAILED, "%s", cairn_store_text(report->store));
    cairn_buffer_release(&page);
    return status;
}

static int run(struct cairn_call *call)
{
    struct report report = {.call = call};
    int status = read_arguments(&report);

    if (status == CAIRN_EXIT_FINE && !may_write(&report))
        status = CAIRN_EXIT_FAILED;
    if (status == CAIRN_EXIT_FINE) {
        if (cairn_store_open(&report.store, report.request.path, CAIRN_STORE_READ) ==
            CAIRN_STORE_OK)
            status = write_page(&report);
        else
            status = cairn_call_fail(call, CAIRN_EXIT_FAILED, "%s", cairn_store_text(report.store));
        cairn_store_close(report.store);
    }
    cairn_free(report.path);
    return status;
}

static const struct cairn_option *const options[] = {
    &cairn_option_db, &output, &cairn_option_study, &cairn_option_force, &cairn_option_quiet, NULL,
};

const struct cairn_command cairn_cmd_report = {
    .name = "report",
    .arguments = "[DB]",
    .help = "write a results file as one page with charts",
    .details =
        "The page is one HTML file that needs neither network nor server: open it in a browser,\n"
        "send it, print it. It begins with each answer in a sentence and a map of what runs "
        "where,\n"
        "and goes on to what emits, what flips the answer, how sure it is, who wins under which\n"
        "accounting convention, what to buy, what was promised, sweeps, flags and sources.\n"
        "Without scripts it has all figures as tables.\n"
        "\n"
        "A report that is there is replaced; any other file only under --force.\n",
    .examples = "cairn report\n"
                "cairn report results/cairn.sqlite -o report.html\n"
                "cairn report --study store-cameras -o cameras.html\n",
    .most = 1,
    .options = options,
    .run = run,
};
