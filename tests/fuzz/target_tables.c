/*
 * Tables and logs: everything that is read but is no scenario. The reader says which; the rest of
 * the input is the file. What only a scenario can refer to is read by way of one.
 */

#include <string.h>

#include "base/alloc.h"
#include "base/diag.h"
#include "fuzz/fuzz.h"
#include "io/contents.h"
#include "io/recording.h"

/* `cairn check` of a trace, `cairn import` of results: the words but for the file, and its name. */
static const struct {
    const char *words[9], *file;
} commands[] = {
    {{"check"}, "trace.csv"},
    {{"check", "--json"}, "trace.json"},
    {{"check"}, "trace.csv.gz"},
    {{"import", "--catalogue=none"}, "results.csv"},
    {{"import", "--catalogue=none", "--benchmark=e", "--batch=8", "--power=9 W", "--boundary=wall",
      "--hardware=g1"},
     "results.csv"},
    {{"import", "csv", "--catalogue=none", "--model=resnet-50", "--variant=int8",
      "--hardware=board", "--boundary=wall", "tests/data/import/facts.xml"},
     "own.csv"},
    {{"import", "mlperf-log", "--catalogue=none", "--model=resnet-50", "--variant=int8",
      "--hardware=board", "tests/data/import/facts.xml"},
     "mlperf_log_summary.txt"},
};
enum { N_COMMANDS = sizeof commands / sizeof *commands };

/* A scenario around a table: what stands at its top, at the site, and in the workload. */
static const struct {
    const char *top, *site, *at_site, *arrivals;
} around[] = {
    {"", " rows=\"table.csv\"", "", ""},
    {"<climate id=\"town\"><weather href=\"table.csv\"/></climate>"
     "<cooling id=\"fans\" kind=\"air\"><outside temperature=\"1 degC\" pue=\"1.1\" wue=\"0 "
     "L/kWh\"/>"
     "<outside temperature=\"25 degC\" pue=\"1.4\" wue=\"1 L/kWh\"/></cooling>",
     " cooling=\"fans\" climate=\"town\"", "", ""},
    {"", " pue=\"1\" utc-offset=\"1 h\"",
     "<load power=\"60 W\"><series href=\"table.csv\" daylight=\"EU\"/></load>", ""},
    {"<grid id=\"B\" jurisdiction=\"BB\"><intensity kind=\"average\" scope=\"life-cycle\">"
     "<trace href=\"table.csv\"/></intensity></grid>",
     " pue=\"1\"", "", ""},
    {"<grid id=\"B\" jurisdiction=\"BB\"><intensity kind=\"average\" scope=\"life-cycle\">"
     "<trace href=\"table.csv\" format=\"electricity-maps\"/></intensity></grid>",
     " pue=\"1\"", "", ""},
    {"<uncertain select=\"//hardware/power/@busy\" distribution=\"empirical\" href=\"table.csv\"/>",
     " pue=\"1\"", "", ""},
    {"", " pue=\"1\"", "", "<replay href=\"table.csv\"/>"},
};
enum { N_AROUND = sizeof around / sizeof *around };

static const char scenario[] =
    "<scenario format=\"1\" name=\"s\">\n"
    "<time horizon=\"3 y\" seed=\"3\" replications=\"2\" window=\"9 s\"/>\n"
    "<grid id=\"A\" jurisdiction=\"AA\"><intensity kind=\"average\" scope=\"life-cycle\" "
    "value=\"400 gCO2e/kWh\"/></grid>%s\n"
    "<hardware id=\"h\"><power idle=\"1 W\" busy=\"2 W\" boundary=\"wall\"/><memory size=\"4 GB\"/>"
    "<embodied carbon=\"1 kgCO2e\" lifetime=\"5 y\"/></hardware>\n"
    "<model id=\"net\"><variant id=\"v\" accuracy=\"0.9\" memory=\"1 GB\"/></model>\n"
    "<profile model=\"net\" variant=\"v\" hardware=\"h\" boundary=\"wall\">"
    "<point batch=\"1\" latency=\"100 ms\" power=\"2 W\"/></profile>\n"
    "<site id=\"site\" grid=\"%s\"%s>%s<pool id=\"box\" hardware=\"h\" tenancy=\"bought\" "
    "max=\"2\"/>\n"
    "<workload id=\"jobs\" model=\"net\" payload=\"1 kB\" reply=\"1 kB\">\n"
    "<arrivals%s>%s</arrivals><promise p95=\"any\" accuracy=\"any\"/></workload></site>\n"
    "<choose basis=\"inventory\"/></scenario>\n";

enum { N_RECORDINGS = CAIRN_VIDUR + 1 };

/* In the order of commands, around, recordings, contents. */
const char *const fuzz_tables_readers[] = {
    "trace csv",
    "trace json",
    "trace gz",
    "import",
    "import some",
    "import own",
    "import log",
    "scenario rows",
    "scenario weather",
    "scenario series",
    "scenario trace",
    "scenario maps",
    "scenario empirical",
    "scenario replay",
    "replay timestamps",
    "replay azure-llm",
    "replay azure-2019",
    "replay azure-2021",
    "replay burstgpt",
    "replay vidur",
    "contents plain",
    "contents twitter",
    NULL,
};

static void run_command(int which, const uint8_t *data, size_t size)
{
    char *path = fuzz_path(commands[which].file);
    const char *words[11] = {0};
    int n = 0;

    fuzz_write(commands[which].file, data, size);
    while (commands[which].words[n]) {
        words[n] = commands[which].words[n];
        n++;
    }
    words[n] = path;
    fuzz_command(words);
    cairn_free(path);
}

static void read_around(int which, const uint8_t *data, size_t size)
{
    bool grid = strstr(around[which].top, "<grid");
    bool replay = *around[which].arrivals;
    char *text =
        cairn_format(scenario, around[which].top, grid ? "B" : "A", around[which].site,
                     around[which].at_site, replay ? "" : " rate=\"4 /s\"", around[which].arrivals);

    fuzz_write("table.csv", data, size);
    fuzz_scenario((const uint8_t *)text, strlen(text));
    cairn_free(text);
}

static void read_recording(int which, struct cairn_arena *arena, const struct cairn_input *input,
                           struct cairn_diag *diag)
{
    struct cairn_replay replay = {
        .format = (enum cairn_replay_format)which, .scale = 1, .origin = {"scenario.xml", 1}};
    struct cairn_recording recording;

    cairn_recording_read(arena, input, &replay, diag, &recording);
}

void fuzz_tables(const uint8_t *data, size_t size)
{
    size_t begins;
    int reader = fuzz_reader(fuzz_target_find("tables"), data, size, &begins);
    char *text = cairn_calloc(size - begins + 1, 1);
    struct cairn_input input = {.path = "table.csv", .bytes = text, .size = size - begins};
    struct cairn_arena arena;
    struct cairn_diag diag;

    if (size > begins)
        memcpy(text, data + begins, size - begins);
    cairn_arena_init(&arena);
    cairn_diag_init(&diag);
    if (reader < 0)
        ;
    else if (reader < N_COMMANDS)
        run_command(reader, data + begins, size - begins);
    else if ((reader -= N_COMMANDS) < N_AROUND)
        read_around(reader, data + begins, size - begins);
    else if ((reader -= N_AROUND) < N_RECORDINGS)
        read_recording(reader, &arena, &input, &diag);
    else
        cairn_contents_read(&arena, &input, (enum cairn_content_format)(reader - N_RECORDINGS),
                            (struct cairn_origin){"scenario.xml", 1}, &diag);
    cairn_diag_release(&diag);
    cairn_arena_release(&arena);
    cairn_free(text);
}
