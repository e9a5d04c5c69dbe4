/*
 * answer.c - asks a scenario from a program
 *
 *     cc -o answer answer.c $(pkg-config --cflags --libs cairn)
 *     ./answer store-cameras.xml
 *
 * Prints the answer in a sentence, the placement, and how sure it is. Ends with 3 where the scenario
 * is not valid, 2 where nothing keeps its promises.
 */
#include <stdio.h>
#include <stdlib.h>

#include <cairn/ask.h>
#include <cairn/load.h>
#include <cairn/placement.h>

static void print_reply(const struct cairn_scenario *scenario, const struct cairn_reply *reply)
{
    printf("%s: %s\n", scenario->name, reply->sentence);
    if (reply->placement.n_routes > 0) {
        char *text = cairn_placement_text(&reply->placement, scenario);

        printf("placement: %s\n", text);
        printf("carbon: %.4g kgCO2e a year (%.4g to %.4g)\n", reply->carbon_kg_per_year,
               reply->low_kg_per_year, reply->high_kg_per_year);
        printf("correct with probability %.3f; nothing is better by more than %.1f %%\n",
               reply->p_correct, 100 * reply->gap);
        free(text);
    }
}

/* Errors and warnings, as `cairn check` prints them. */
static void print_diagnostics(const struct cairn_diag *diag)
{
    char *text = cairn_diag_text(diag);

    fputs(text, stderr);
    free(text);
}

int main(int n, char **argument)
{
    struct cairn_load_options options = {.catalogue = n > 2 ? argument[2] : NULL};
    struct cairn_diag *diag = cairn_diag_new();
    struct cairn_scenario *scenario;
    int status = 3;

    if (n < 2) {
        fprintf(stderr, "usage: %s SCENARIO [FOLDER-OF-CATALOGUES]\n", argument[0]);
        return 2;
    }
    scenario = cairn_scenario_load(argument[1], &options, diag);
    print_diagnostics(diag);
    if (scenario) {
        struct cairn_session *session = cairn_session_new(NULL);
        struct cairn_reply reply;

        cairn_ask(session, scenario, &reply);
        print_reply(scenario, &reply);
        status = reply.placement.n_routes > 0 ? 0 : 2;
        cairn_reply_release(&reply);
        cairn_session_free(session);
    }
    cairn_scenario_free(scenario);
    cairn_diag_free(diag);
    return status;
}
