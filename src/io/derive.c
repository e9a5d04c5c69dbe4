#include "io/derive.h"

/* The attribute, under the name that its file has; NULL stays. */
static struct cairn_input *name(const struct cairn_deriver *deriver, struct cairn_node *node,
                                struct cairn_attribute named, struct cairn_input *input)
{
    if (!input)
        return NULL;
    named.value = input->href;
    cairn_node_set(deriver->arena, node, named);
    return input;
}

struct cairn_input *cairn_deriver_open(const struct cairn_deriver *deriver, struct cairn_node *node,
                                       const char *attribute)
{
    struct cairn_attribute href = *cairn_node_attribute(node, attribute);

    return name(
        deriver, node, href,
        cairn_inputs_open(deriver->inputs, node->input, href.origin, href.value, CAIRN_INPUT_CSV));
}

struct cairn_input *cairn_deriver_table(const struct cairn_deriver *deriver,
                                        struct cairn_node *node, const char *attribute)
{
    struct cairn_attribute href = *cairn_node_attribute(node, attribute);

    return name(deriver, node, href,
                cairn_inputs_table(deriver->inputs, node->input, href.origin, href.value));
}
