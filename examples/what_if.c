/*
 * what_if.c - asks a scenario again and again with another value of one of its numbers
 *
 *     cc -o what_if what_if.c $(pkg-config --cflags --libs cairn)
 *     ./what_if store-cameras.xml '//datacentre/@pue' 1.1 1.3 1.6
 *
 * The XPath selects attributes of the effective scenario; each value replaces what stands there, with
 * its unit. The files are read once, and what does not depend on the value is not simulated again.
 */
#include <stdio.h>
#include <stdlib.h>

#include <cairn/ask.h>
#include <cairn/load.h>

/* Asks the scenario that one edit makes. Returns 0, or 3 after errors. */
static int ask_with(struct cairn_session *session, struct cairn_template *from, const char *select,
                    const char *value, struct cairn_diag *diag)
{
    struct cairn_edit edit = {.select = select, .value = value, .origin = {"command line", 1}};
    struct cairn_scenario *scenario = cairn_template_make(from, &edit, 1, diag);
    struct cairn_reply reply;

    if (!scenario)
        return 3;
    cairn_ask(session, scenario, &reply);
    printf("%s: %s\n", value, reply.sentence);
    cairn_reply_release(&reply);
    cairn_scenario_free(scenario);
    return 0;
}

int main(int n, char **argument)
{
    struct cairn_diag *diag = cairn_diag_new();
    struct cairn_template *from = NULL;
    struct cairn_session *session;
    int status;
    char *text;

    if (n < 4) {
        fprintf(stderr, "usage: %s SCENARIO XPATH VALUE...\n", argument[0]);
        return 2;
    }
    from = cairn_template_load(argument[1], NULL, diag);
    status = from ? 0 : 3;
    session = cairn_session_new(NULL);
    for (int i = 3; i < n && status == 0; i++)
        status = ask_with(session, from, argument[2], argument[i], diag);
    cairn_session_free(session);
    cairn_template_free(from);
    text = cairn_diag_text(diag);
    fputs(text, stderr);
    free(text);
    cairn_diag_free(diag);
    return status;
}
