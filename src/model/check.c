#include "model/check.h"

void cairn_check(const struct cairn_scenario *scenario, struct cairn_diag *diag)
{
    cairn_check_facts(scenario, diag);
    cairn_check_places(scenario, diag);
    cairn_check_workloads(scenario, diag);
    cairn_check_question(scenario, diag);
}
