#include "io/rows.h"
void cairn_rows_expand(struct cairn_arena *arena, struct cairn_node *root,
                       const struct cairn_schema *schema, struct cairn_inputs *inputs,
                       struct cairn_diag *diag)
{
    (void)arena,(void)root,(void)schema,(void)inputs,(void)diag;
}
