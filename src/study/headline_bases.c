#include "study/headline_bases.h"

#include <string.h>

#include "account/basis.h"
#include "base/alloc.h"

enum { DECIDABLE = CAIRN_N_BASES - 1 }; /* all but ghg-market */

/* Could the scenario have been decided on this basis, which it was not? */
static bool is_other(const struct cairn_answer *answer, int basis)
{
    return basis != (int)answer->scenario->choose.basis && answer->bases[basis].has_data &&
           cairn_basis((enum cairn_basis_kind)basis)->decides;
}

/* "inventory, sci and ghg-location": the other bases with data that agree, or that do not. */
static int put_others(const struct cairn_answer *answer, bool agree, const char *and,
                      struct cairn_buffer *out)
{
    int n = 0;
    int told = 0;

    for (int b = 0; b < CAIRN_N_BASES; b++)
        n += is_other(answer, b) && answer->bases[b].agrees == agree;
    for (int b = 0; b < CAIRN_N_BASES; b++) {
        if (!is_other(answer, b) || answer->bases[b].agrees != agree)
            continue;
        if (told > 0)
            cairn_buffer_puts(out, told == n - 1 ? and : ", ");
        cairn_buffer_puts(out, cairn_basis((enum cairn_basis_kind)b)->id);
        told++;
    }
    return n;
}

/* "network of uplink": what decides where another is better, each once. */
static void put_deciding(const struct cairn_answer *answer, struct cairn_buffer *out)
{
    for (int b = 0; b < CAIRN_N_BASES; b++) {
        const struct cairn_decisive *decisive = &answer->bases[b].decisive;
        char *text;

        if (!is_other(answer, b) || answer->bases[b].agrees || decisive->rival == CAIRN_NONE)
            continue;
        text = cairn_format("%s of %s", cairn_part_name(decisive->part),
                            cairn_item_id(answer->scenario, decisive->item_kind, decisive->item));
        if (!strstr(out->data, text))
            cairn_buffer_appendf(out, "%s%s", out->size > 0 ? " or " : "", text);
        cairn_free(text);
    }
}

void cairn_headline_bases(const struct cairn_answer *answer, struct cairn_buffer *out)
{
    struct cairn_buffer agree, differ, deciding;
    int n_agree, n_differ;

    cairn_buffer_init(&agree);
    cairn_buffer_init(&differ);
    cairn_buffer_init(&deciding);
    put_deciding(answer, &deciding);
    n_agree = put_others(answer, true, " and ", &agree);
    n_differ = put_others(answer, false, " or ", &differ);
    if (n_agree == DECIDABLE - 1) {
        cairn_buffer_appendf(out, "; best under all %d bases", DECIDABLE);
    } else {
        cairn_buffer_appendf(out, "; best under %s",
                             cairn_basis(answer->scenario->choose.basis)->id);
        if (n_agree > 0)
            cairn_buffer_appendf(out, ", also under %s", agree.data);
        if (n_differ > 0)
            cairn_buffer_appendf(out, ", not under %s", differ.data);
        if (deciding.size > 0)
            cairn_buffer_appendf(out, ", where %s decides", deciding.data);
    }
    cairn_buffer_release(&deciding);
    cairn_buffer_release(&agree);
    cairn_buffer_release(&differ);
}
