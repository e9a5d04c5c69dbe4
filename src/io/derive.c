#include "io/derive.h"

struct cairn_input *cairn_deriver_open(const struct cairn_deriver *deriver, struct cairn_node *node,
                                       const char *attribute)
{
    struct cairn_attribute named = *cairn_node_attribute(node, attribute);
    struct cairn_input *input =
        cairn_inputs_open(deriver->inputs, node->input, named.origin, named.value, CAIRN_INPUT_CSV);

    if (!input)
        return NULL;
    named.value = input->href;
    cairn_node_set(deriver->arena, node, named);
    return input;
}
