/* cairn new FILE --from KIND: a commented scenario to start from. */

#include <string.h>

#include "base/alloc.h"
#include "cli/command.h"
#include "cli/table.h"

/* ---- starters ---- */

/* Embedded from src/cli/new; the text of each has the name "starter" once, in its root element. */
extern const char cairn_retail_xml[], cairn_llm_xml[], cairn_speech_xml[], cairn_sensors_xml[];
extern const char cairn_growth_xml[], cairn_doubt_xml[];

/* The first one is what is written where no kind is named. */
#define STARTERS(STARTER)                                                                         \
    STARTER(retail, "cameras in shops: a box in each, or a GPU in a region? explains the format") \
    STARTER(llm, "people talk to a language model: own cards, a provider's, or a service?")       \
    STARTER(speech, "dictation that may not leave the EU: phones, boxes, or a region?")           \
    STARTER(sensors, "small things that listen: their own chip, an added one, or a region?")      \
    STARTER(growth, "demand and gains over six years, with rebound")                              \
    STARTER(doubt, "uncertain figures, and what to measure first; facts of one's own")

/* Embedded from src/cli/new; each has the name "starter" once, in its root element. */
#define DECLARE(word, about) extern const char cairn_##word##_xml[];
STARTERS(DECLARE)
#undef DECLARE

struct starter {
    const char *kind, *about;
    const char *text;
};

static const struct starter starters[] = {
#define ROW(word, about) {#word, about, cairn_##word##_xml},
    STARTERS(ROW)
#undef ROW
};
enum { N_STARTERS = sizeof starters / sizeof *starters };

static const char *const kinds[] = {
#define KIND(word, about) #word,
    STARTERS(KIND)
#undef KIND
        NULL,
};

static const struct cairn_option option_from = {
    .name = "from",
    .kind = CAIRN_OPTION_WORD,
    .value = "KIND",
    .help = "what to start from (retail)",
    .words = kinds,
};
static const struct cairn_option option_list = {
    .name = "list",
    .help = "print the kinds there are",
};

static void list_kinds(struct cairn_call *call)
{
    static const struct cairn_column columns[] = {{.name = "kind"}, {.name = "about"}};
    struct cairn_table table;

    cairn_table_init(&table, columns, 2);
    for (int i = 0; i < N_STARTERS; i++) {
        cairn_table_text(&table, starters[i].kind);
        cairn_table_text(&table, starters[i].about);
    }
    cairn_call_table(call, &table);
    cairn_table_release(&table);
}

/* ---- the file ---- */

static bool is_plain(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
}

/* The scenario is called like its file, without the folder and ".xml", in letters that a name may
 * have; like its kind where nothing is left. */
static void write_name(const char *path, const char *kind, struct cairn_buffer *out)
{
    const char *slash = strrchr(path, '/');
    const char *start = slash ? slash + 1 : path;
    size_t size = strlen(start);

    if (size > 4 && strcmp(start + size - 4, ".xml") == 0)
        size -= 4;
    for (; size > 0 && !is_plain(*start); size--)
        start++;
    if (size == 0)
        cairn_buffer_puts(out, kind);
    for (size_t i = 0; i < size; i++)
        cairn_buffer_putc(out, is_plain(start[i]) || strchr("._", start[i]) ? start[i] : '-');
}

static void write_starter(const struct starter *starter, const char *path, struct cairn_buffer *out)
{
    static const char mark[] = "name=\"starter\"";
    const char *at = strstr(starter->text, mark);

    cairn_buffer_append(out, starter->text, (size_t)(at - starter->text));
    cairn_buffer_puts(out, "name=\"");
    write_name(path, starter->kind, out);
    cairn_buffer_puts(out, "\"");
    cairn_buffer_puts(out, at + strlen(mark));
}

static int write_file(struct cairn_call *call, const struct starter *starter, const char *path)
{
    struct cairn_buffer text;
    int problem;

    if (!cairn_options_given(&call->options, &cairn_option_force) &&
        cairn_output_would_replace(path))
        return cairn_call_fail(call, CAIRN_EXIT_FAILED,
                               "\"%s\" is there already; --force overwrites it", path);
    cairn_buffer_init(&text);
    write_starter(starter, path, &text);
    problem = cairn_output_to_file(path, &text);
    cairn_buffer_release(&text);
    if (problem != 0)
        return cairn_call_fail(call, CAIRN_EXIT_FAILED, "cannot write \"%s\": %s", path,
                               strerror(problem));
    cairn_call_say(call, "%s: a scenario from \"%s\"; edit it, then 'cairn run %s'", path,
                   starter->kind, path);
    return CAIRN_EXIT_FINE;
}

static int run(struct cairn_call *call)
{
    int from = cairn_options_word(&call->options, &option_from);
    const struct starter *starter = &starters[from < 0 ? 0 : from];

    if (cairn_options_given(&call->options, &option_list)) {
        list_kinds(call);
        return CAIRN_EXIT_FINE;
    }
    if (call->options.n_arguments == 0)
        return cairn_call_fail(call, CAIRN_EXIT_USAGE, "new needs FILE; see 'cairn help new'");
    if (strcmp(call->options.arguments[0], "-") == 0) {
        write_starter(starter, "-", &call->output->data);
        return CAIRN_EXIT_FINE;
    }
    return write_file(call, starter, call->options.arguments[0]);
}

static const struct cairn_option *const options[] = {
    &option_from, &option_list, &cairn_option_force, CAIRN_OPTIONS_PRINTING, NULL,
};

const struct cairn_command cairn_cmd_new = {
    .name = "new",
    .arguments = "[FILE]",
    .help = "write a commented scenario to start from",
    .details =
        "The file answers a question as it stands, and its comments say in order what each part\n"
        "is and where its figures come from. --list prints the kinds there are. The scenario is\n"
        "named after the file; - prints it. A file that is there stays, but for --force.\n",
    .examples = "cairn new --list\n"
                "cairn new my-shops.xml\n"
                "cairn new chat.xml --from llm\n",
    .most = 1,
    .options = options,
    .run = run,
};
