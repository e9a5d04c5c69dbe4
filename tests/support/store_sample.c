#include "support/store_sample.h"

#include <check.h>
#include <dirent.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

void sample_folder_enter(struct sample_folder *folder)
{
    const char *temporary = getenv("TMPDIR");
    snprintf(folder->path, sizeof folder->path, "%s/cairn-store-XXXXXX",
             temporary ? temporary : "/tmp");
    ck_assert_ptr_nonnull(getcwd(folder->back, sizeof folder->back));
    ck_assert_ptr_nonnull(mkdtemp(folder->path));
    ck_assert_int_eq(chdir(folder->path), 0);
}

void sample_folder_leave(struct sample_folder *folder)
{
    DIR *files = opendir(".");
    ck_assert_ptr_nonnull(files);
    for (struct dirent *file; (file = readdir(files)) != NULL;)
        if (unlink(file->d_name) != 0)
            rmdir(file->d_name);
    closedir(files);
    ck_assert_int_eq(chdir(folder->back), 0);
    ck_assert_int_eq(rmdir(folder->path), 0);
}

int sample_folder_count(void)
{
    int n = 0;
    DIR *files = opendir(".");
    ck_assert_ptr_nonnull(files);
    for (struct dirent *file; (file = readdir(files)) != NULL;)
        n += strcmp(file->d_name, ".") != 0 && strcmp(file->d_name, "..") != 0;
    closedir(files);
    return n;
}

const char *sample_key(char letter, char key[65])
{
    memset(key, letter, 64);
    key[64] = '\0';
    return key;
}

struct cairn_store *sample_open(const char *path)
{
    struct cairn_store *store;
    enum cairn_store_status status = cairn_store_open(&store, path, CAIRN_STORE_WRITE);
    ck_assert_msg(status == CAIRN_STORE_OK, "%s", cairn_store_text(store));
    return store;
}

int64_t sample_study(struct cairn_store *store, char letter)
{
    char key[65];
    return CAIRN_STORE_ADD(
        store, "study", CAIRN_STRING("key", sample_key(letter, key)),
        CAIRN_STRING("scenario", "cameras"), CAIRN_STRING("about", "A box or a GPU?"),
        CAIRN_STRING("basis", "inventory"), CAIRN_REAL("horizon_s", 2 * 31536000.0),
        CAIRN_INTEGER("seed", 1), CAIRN_REAL("precision", 0.01), CAIRN_REAL("alpha", 0.05),
        CAIRN_REAL("tie", 0.01), CAIRN_INTEGER("replications", 50),
        CAIRN_STRING("status", "decided"), CAIRN_STRING("headline", "a box in every store"),
        CAIRN_STRING("effective", "<scenario/>"), CAIRN_STRING("model_version", "1"));
}

#define STUDY CAIRN_INTEGER("study", study)
#define AT(n) CAIRN_INTEGER("study", study), CAIRN_INTEGER("placement", (n))

static void add_question(struct cairn_store *store, int64_t study)
{
    char hash[65];
    CAIRN_STORE_ADD(store, "run", STUDY, CAIRN_STRING("started", "2026-01-02T03:04:05Z"),
                    CAIRN_STRING("finished", "2026-01-02T03:04:06Z"), CAIRN_STRING("cairn", "0.1"),
                    CAIRN_STRING("compiler", "gcc"), CAIRN_STRING("host", "cpu"),
                    CAIRN_INTEGER("threads", 1), CAIRN_REAL("seconds", 1.5),
                    CAIRN_INTEGER("requests", 1000), CAIRN_INTEGER("events", 3000));
    CAIRN_STORE_ADD(store, "input", STUDY, CAIRN_STRING("path", "cameras.xml"),
                    CAIRN_STRING("sha256", sample_key('0', hash)),
                    CAIRN_BLOB("content", "<scenario/>\n", 12));
    CAIRN_STORE_ADD(store, "source", STUDY, CAIRN_STRING("source", "maker"),
                    CAIRN_STRING("title", "data sheet"), CAIRN_STRING("href", NULL));
    CAIRN_STORE_ADD(store, "pruned", STUDY, CAIRN_INTEGER("pruned", 0),
                    CAIRN_STRING("workload", "frames"), CAIRN_STRING("pool", "box"),
                    CAIRN_STRING("reason", "no profile"), CAIRN_STRING("text", "not measured"));
}

static void add_placement(struct cairn_store *store, int64_t study, int placement, const char *name)
{
    CAIRN_STORE_ADD(store, "placement", AT(placement), CAIRN_STRING("name", name),
                    CAIRN_STRING("summary", "frames: one device, batch 4"));
    CAIRN_STORE_ADD(store, "route", AT(placement), CAIRN_INTEGER("route", 0),
                    CAIRN_INTEGER("step", 1), CAIRN_STRING("workload", "frames"),
                    CAIRN_STRING("site", "store"), CAIRN_STRING("pool", name),
                    CAIRN_STRING("place", "store"), CAIRN_STRING("variant", "int8"),
                    CAIRN_REAL("share", 1));
    CAIRN_STORE_ADD(store, "sizing", AT(placement), CAIRN_STRING("pool", name),
                    CAIRN_STRING("place", "store"), CAIRN_STRING("tenancy", "bought"),
                    CAIRN_STRING("hardware", "orin"), CAIRN_INTEGER("copies", 4),
                    CAIRN_INTEGER("devices", 2), CAIRN_INTEGER("batch_max", 4),
                    CAIRN_REAL("timeout_s", 0.01));
    CAIRN_STORE_ADD(store, "candidate", AT(placement), CAIRN_INTEGER("rank", placement + 1),
                    CAIRN_STRING("status", placement == 0 ? "selected" : "contender"),
                    CAIRN_REAL("carbon_kg", 0.03 * (placement + 1)),
                    CAIRN_INTEGER("replications", 2));
    CAIRN_STORE_ADD(store, "promise", AT(placement), CAIRN_STRING("workload", "frames"),
                    CAIRN_STRING("kind", "p95"), CAIRN_STRING("unit", "s"),
                    CAIRN_REAL("promised", 0.2), CAIRN_REAL("achieved", 0.1),
                    CAIRN_STRING("verdict", placement == 0 ? "kept" : "broken"));
}

/* Year 1 under a policy, in a draw or at a point; value_1 is 0.5 wherever it is asked. */
static void add_growth_case(struct cairn_store *store, int64_t study, const char *asked,
                            int64_t number, double carbon_kg)
{
    CAIRN_STORE_ADD(store, "growth_case", STUDY, CAIRN_STRING("asked", asked),
                    CAIRN_INTEGER("number", number), CAIRN_INTEGER("year", 1),
                    CAIRN_STRING("status", "answered"), CAIRN_REAL("carbon_kg", carbon_kg),
                    CAIRN_REAL("value_1", 0.5), CAIRN_INTEGER("over_cap", 0),
                    CAIRN_INTEGER("planned_is_best", 1));
}

static void add_growth(struct cairn_store *store, int64_t study)
{
    CAIRN_STORE_ADD(store, "growth_year", STUDY, CAIRN_INTEGER("year", 1),
                    CAIRN_INTEGER("calendar_year", 2026), CAIRN_STRING("status", "answered"));
    CAIRN_STORE_ADD(store, "growth_demand", STUDY, CAIRN_INTEGER("year", 1),
                    CAIRN_STRING("workload", "frames"), CAIRN_REAL("course", 1),
                    CAIRN_REAL("response", 1), CAIRN_REAL("without_response", 1));
    CAIRN_STORE_ADD(store, "growth_policy", STUDY, CAIRN_INTEGER("policy", 1),
                    CAIRN_STRING("name", "cap"), CAIRN_INTEGER("begins", 2027),
                    CAIRN_REAL("carbon_cap_kg", 3), CAIRN_REAL("change_a_year", 0));
    add_growth_case(store, study, "policy", 1, 2);
    add_growth_case(store, study, "policy", 0, 3);
    add_growth_case(store, study, "draw", 0, 2);
    add_growth_case(store, study, "point", 1, 2);
    CAIRN_STORE_ADD(store, "growth_exact", STUDY, CAIRN_INTEGER("draw", 0),
                    CAIRN_INTEGER("year", 1), CAIRN_REAL("carbon_kg", 2));
    CAIRN_STORE_ADD(store, "growth_part", STUDY, CAIRN_INTEGER("year", 1),
                    CAIRN_STRING("part", "busy"), CAIRN_REAL("carbon_kg", 2));
    CAIRN_STORE_ADD(store, "growth_path", STUDY, CAIRN_INTEGER("year", 1),
                    CAIRN_STRING("path", "planned"), CAIRN_INTEGER("placement", 0),
                    CAIRN_REAL("running_kg", 2), CAIRN_REAL("bought_kg", 3),
                    CAIRN_INTEGER("choices", 1), CAIRN_INTEGER("proven", 1));
    CAIRN_STORE_ADD(
        store, "growth_stock", STUDY, CAIRN_INTEGER("year", 1), CAIRN_STRING("path", "planned"),
        CAIRN_STRING("item", "device"), CAIRN_STRING("name", "box"), CAIRN_STRING("place", "store"),
        CAIRN_INTEGER("in_use", 1), CAIRN_INTEGER("bought", 1), CAIRN_INTEGER("worn_out", 0),
        CAIRN_INTEGER("stranded", 0), CAIRN_REAL("bought_kg", 3), CAIRN_REAL("stranded_kg", 0));
}

/* The answer over draws. */
static void add_outlook(struct cairn_store *store, int64_t study)
{
    CAIRN_STORE_ADD(
        store, "uncertain", STUDY, CAIRN_INTEGER("uncertain", 0),
        CAIRN_STRING("selects", "//site/@pue"), CAIRN_STRING("subject", "pue of site \"store\""),
        CAIRN_STRING("unit", ""), CAIRN_INTEGER("targets", 1), CAIRN_STRING("reach", "accounting"),
        CAIRN_INTEGER("multiplies", 0), CAIRN_REAL("base", 1.2),
        CAIRN_STRING("distribution", "uniform"), CAIRN_REAL("p5", 1.1), CAIRN_REAL("p50", 1.2),
        CAIRN_REAL("p95", 1.3), CAIRN_REAL("cut", 0), CAIRN_INTEGER("factor", 0));
    CAIRN_STORE_ADD(store, "outlook", STUDY, CAIRN_INTEGER("draws", 20),
                    CAIRN_INTEGER("replications", 8), CAIRN_INTEGER("asked", 8),
                    CAIRN_INTEGER("complete", 1), CAIRN_STRING("unit", "kg"),
                    CAIRN_INTEGER("chosen", 0), CAIRN_INTEGER("robust", 1), CAIRN_REAL("evpi", 0.5),
                    CAIRN_STRING("sentence", "over 20 draws"));
    CAIRN_STORE_ADD(
        store, "best_share", AT(0), CAIRN_REAL("expected", 3), CAIRN_REAL("low", 2),
        CAIRN_REAL("high", 4), CAIRN_REAL("p5", 1), CAIRN_REAL("p50", 3), CAIRN_REAL("p95", 5),
        CAIRN_REAL("best_share", 0.8), CAIRN_REAL("tie_share", 0.9), CAIRN_REAL("kept_share", 1),
        CAIRN_REAL("regret", 0.5), CAIRN_REAL("greatest_regret", 2), CAIRN_INTEGER("eligible", 1));
    CAIRN_STORE_ADD(store, "point_result", AT(0), CAIRN_INTEGER("point", 1), CAIRN_REAL("value", 3),
                    CAIRN_INTEGER("kept", 1));
    CAIRN_STORE_ADD(store, "draw", STUDY, CAIRN_INTEGER("draw", 1), CAIRN_INTEGER("best", 0));
    CAIRN_STORE_ADD(store, "draw_value", STUDY, CAIRN_INTEGER("draw", 1),
                    CAIRN_INTEGER("uncertain", 0), CAIRN_REAL("value", 1.25));
    CAIRN_STORE_ADD(store, "draw_result", AT(0), CAIRN_INTEGER("draw", 1), CAIRN_REAL("value", 3),
                    CAIRN_INTEGER("kept", 1));
    CAIRN_STORE_ADD(store, "value_of_information", STUDY, CAIRN_INTEGER("factor", 0),
                    CAIRN_STRING("subject", "pue of site \"store\""), CAIRN_REAL("worth", 0.4),
                    CAIRN_REAL("chance", 0.01));
    CAIRN_STORE_ADD(store, "swing", STUDY, CAIRN_INTEGER("uncertain", 0), CAIRN_REAL("low", 1.1),
                    CAIRN_REAL("high", 1.3), CAIRN_REAL("value_low", 2),
                    CAIRN_REAL("value_high", 4), CAIRN_INTEGER("best_low", 0),
                    CAIRN_INTEGER("best_high", 1), CAIRN_REAL("flips_at", 1.28),
                    CAIRN_INTEGER("flips_to", 1));
    CAIRN_STORE_ADD(store, "sensitivity", STUDY, CAIRN_STRING("output", "total"),
                    CAIRN_INTEGER("factor", 0), CAIRN_STRING("subject", "pue of site \"store\""),
                    CAIRN_REAL("first", 0.9), CAIRN_REAL("first_low", 0.8),
                    CAIRN_REAL("first_high", 1));
}

static void add_points(struct cairn_store *store, int64_t study)
{
    CAIRN_STORE_ADD(store, "sweep", STUDY, CAIRN_STRING("design", "factorial"),
                    CAIRN_INTEGER("points", 1), CAIRN_STRING("method", "point by point"),
                    CAIRN_STRING("why", "the sample says so"), CAIRN_INTEGER("questions", 0),
                    CAIRN_INTEGER("scenarios", 0), CAIRN_INTEGER("candidates", 0),
                    CAIRN_INTEGER("finalists", 0), CAIRN_INTEGER("replications", 0));
    CAIRN_STORE_ADD(store, "point", STUDY, CAIRN_INTEGER("point", 1), CAIRN_INTEGER("status", 0),
                    CAIRN_INTEGER("placement", 1), CAIRN_INTEGER("runner_up", 0),
                    CAIRN_INTEGER("candidates", 2), CAIRN_REAL("value", 0.05),
                    CAIRN_INTEGER("bound_by", 0), CAIRN_REAL("regret", 0.01),
                    CAIRN_REAL("number_0", 1.8), CAIRN_REAL("number_1", 1.2));
    CAIRN_STORE_ADD(store, "vary_word", STUDY, CAIRN_INTEGER("vary", 1), CAIRN_INTEGER("at", 0),
                    CAIRN_STRING("word", "shared"));
    CAIRN_STORE_ADD(store, "vary", STUDY, CAIRN_INTEGER("vary", 8),
                    CAIRN_STRING("selects", "//region/@wue"),
                    CAIRN_STRING("subject", "wue of region \"hall\""), CAIRN_STRING("unit", "L/J"),
                    CAIRN_STRING("said", "L/kWh"), CAIRN_REAL("per_said", 1 / 3.6e6),
                    CAIRN_INTEGER("targets", 1), CAIRN_STRING("reach", "accounting"),
                    CAIRN_INTEGER("multiplies", 0), CAIRN_INTEGER("n", 1),
                    CAIRN_STRING("method", "point by point"), CAIRN_INTEGER("questions", 0),
                    CAIRN_INTEGER("finalists", 0), CAIRN_INTEGER("replications", 0));
    CAIRN_STORE_ADD(store, "setting", STUDY, CAIRN_INTEGER("point", 1), CAIRN_INTEGER("vary", 8),
                    CAIRN_REAL("value", 0.5));
}

static void add_reasons(struct cairn_store *store, int64_t study)
{
    CAIRN_STORE_ADD(store, "narrowing", STUDY, CAIRN_INTEGER("narrowing", 0),
                    CAIRN_STRING("stage", "search"), CAIRN_STRING("unit", "placements"),
                    CAIRN_REAL("ruled_out", 3), CAIRN_REAL("remaining", 2),
                    CAIRN_STRING("text", "emits more"));
    CAIRN_STORE_ADD(store, "budget", AT(0), CAIRN_STRING("resource", "money"),
                    CAIRN_STRING("unit", "USD"), CAIRN_REAL("allowed", 1000),
                    CAIRN_REAL("taken", 900), CAIRN_STRING("verdict", "kept"));
    CAIRN_STORE_ADD(store, "vary", STUDY, CAIRN_INTEGER("vary", 0),
                    CAIRN_STRING("selects", "//site/@pue"),
                    CAIRN_STRING("subject", "pue of site \"store\""), CAIRN_STRING("unit", ""),
                    CAIRN_STRING("said", ""), CAIRN_REAL("per_said", 1),
                    CAIRN_INTEGER("targets", 1), CAIRN_STRING("reach", "accounting"),
                    CAIRN_INTEGER("multiplies", 0), CAIRN_REAL("base", 1.2), CAIRN_INTEGER("n", 2),
                    CAIRN_STRING("method", "exact"), CAIRN_INTEGER("questions", 3),
                    CAIRN_INTEGER("finalists", 2), CAIRN_INTEGER("replications", 12));
    for (int i = 0; i < 2; i++)
        CAIRN_STORE_ADD(store, "segment", STUDY, CAIRN_INTEGER("vary", 0),
                        CAIRN_INTEGER("segment", i), CAIRN_REAL("from_value", 1 + i / 4.0),
                        CAIRN_REAL("to_value", 1.25 + i / 4.0), CAIRN_INTEGER("placement", i),
                        CAIRN_REAL("aim_from", 100), CAIRN_REAL("aim_to", 110),
                        CAIRN_REAL("carbon_from_kg", 100), CAIRN_REAL("carbon_to_kg", 110),
                        CAIRN_REAL("gap", 0.02));
    CAIRN_STORE_ADD(store, "vary", STUDY, CAIRN_INTEGER("vary", 1),
                    CAIRN_STRING("selects", "//region/@pue"),
                    CAIRN_STRING("subject", "pue of region \"hall\""), CAIRN_STRING("unit", ""),
                    CAIRN_STRING("said", ""), CAIRN_REAL("per_said", 1),
                    CAIRN_INTEGER("targets", 1), CAIRN_STRING("reach", "accounting"),
                    CAIRN_INTEGER("multiplies", 0), CAIRN_REAL("base", 1.2), CAIRN_INTEGER("n", 2),
                    CAIRN_STRING("method", "exact"), CAIRN_INTEGER("questions", 3),
                    CAIRN_INTEGER("finalists", 2), CAIRN_INTEGER("replications", 12));
    CAIRN_STORE_ADD(store, "cell", STUDY, CAIRN_INTEGER("line", 0), CAIRN_INTEGER("cell", 0),
                    CAIRN_REAL("value", 1.2), CAIRN_REAL("from_value", 1),
                    CAIRN_REAL("to_value", 1.5), CAIRN_INTEGER("placement", 0),
                    CAIRN_REAL("aim_from", 100), CAIRN_REAL("aim_to", 110));
    CAIRN_STORE_ADD(store, "breakpoint", STUDY, CAIRN_INTEGER("vary", 0),
                    CAIRN_INTEGER("breakpoint", 0), CAIRN_REAL("value", 1.25),
                    CAIRN_REAL("low", 1.2), CAIRN_REAL("high", 1.3),
                    CAIRN_INTEGER("from_placement", 0), CAIRN_INTEGER("to_placement", 1));
    add_points(store, study);
    add_growth(store, study);
    add_outlook(store, study);
    CAIRN_STORE_ADD(
        store, "lever", AT(1), CAIRN_STRING("settings", "pue=1.1"), CAIRN_STRING("lever", "pue"),
        CAIRN_STRING("status", "saves"), CAIRN_STRING("change", "1.1: store"),
        CAIRN_REAL("base_kg", 0.06), CAIRN_REAL("saving_kg", 0.005), CAIRN_REAL("saving_usd", 1),
        CAIRN_REAL("usd_per_t", -200000), CAIRN_INTEGER("step", 1), CAIRN_REAL("step_kg", 0.005),
        CAIRN_REAL("step_usd_per_t", -200000), CAIRN_REAL("overlap_kg", 0));
    for (int i = 0; i < 2; i++)
        CAIRN_STORE_ADD(store, "pareto", STUDY, CAIRN_STRING("against", "money"),
                        CAIRN_INTEGER("rank", i + 1), CAIRN_INTEGER("placement", i),
                        CAIRN_REAL("carbon_kg", 0.03 * (i + 1)),
                        CAIRN_REAL("value", i == 0 ? 900 : 600), CAIRN_STRING("unit", "USD"));
    CAIRN_STORE_ADD(store, "flip", STUDY, CAIRN_INTEGER("point", 0), CAIRN_INTEGER("other", 1),
                    CAIRN_INTEGER("flip", 0), CAIRN_STRING("number", "pue"),
                    CAIRN_STRING("subject", "store"), CAIRN_REAL("value", 1.2),
                    CAIRN_REAL("flips_at", 1.8));
    CAIRN_STORE_ADD(store, "next_best", STUDY, CAIRN_STRING("workload", "frames"),
                    CAIRN_STRING("part", "busy"), CAIRN_REAL("more", 0.03),
                    CAIRN_INTEGER("placement", 1), CAIRN_STRING("summary", "frames: gpu"));
    CAIRN_STORE_ADD(store, "excluded", STUDY, CAIRN_INTEGER("excluded", 0),
                    CAIRN_STRING("summary", "frames: slow"), CAIRN_STRING("workload", "frames"),
                    CAIRN_STRING("kind", "p95"), CAIRN_REAL("saving", 0.01));
}

static void add_answer(struct cairn_store *store, int64_t study)
{
    CAIRN_STORE_ADD(store, "optimum", STUDY, CAIRN_INTEGER("point", 0),
                    CAIRN_STRING("answer", "a box in every store"),
                    CAIRN_STRING("basis", "inventory"), CAIRN_STRING("status", "decided"),
                    CAIRN_INTEGER("placement", 0), CAIRN_REAL("carbon_kg", 0.03),
                    CAIRN_REAL("carbon_low_kg", 0.02), CAIRN_REAL("carbon_high_kg", 0.04),
                    CAIRN_REAL("bound_kg", 0.024), CAIRN_REAL("gap", 0.2),
                    CAIRN_STRING("bound_by", "programme"), CAIRN_REAL("programme_kg", 0.024),
                    CAIRN_REAL("p_correct", 0.99), CAIRN_INTEGER("runner_up", 1),
                    CAIRN_REAL("regret_kg", 0.03), CAIRN_INTEGER("candidates", 2));
    CAIRN_STORE_ADD(store, "baseline", STUDY, CAIRN_STRING("name", "today"),
                    CAIRN_INTEGER("placement", 1), CAIRN_REAL("carbon_kg", 0.06),
                    CAIRN_REAL("saving_kg", 0.03), CAIRN_REAL("saving_share", 0.5),
                    CAIRN_STRING("status", "feasible"));
    CAIRN_STORE_ADD(store, "baseline", STUDY, CAIRN_STRING("name", "all-cloud"),
                    CAIRN_STRING("status", "none"), CAIRN_STRING("reason", "no region"));
    CAIRN_STORE_ADD(store, "basis_result", STUDY, CAIRN_STRING("basis", "decision"),
                    CAIRN_STRING("status", "no data: long-run marginal of PL"));
    CAIRN_STORE_ADD(store, "gap", AT(0), CAIRN_STRING("basis", "decision"),
                    CAIRN_STRING("missing", "long-run marginal of PL"));
    CAIRN_STORE_ADD(store, "purchase", AT(0), CAIRN_INTEGER("purchase", 0),
                    CAIRN_STRING("place", "store"), CAIRN_STRING("pool", "box"),
                    CAIRN_STRING("item", "device"), CAIRN_STRING("name", "orin"),
                    CAIRN_INTEGER("count", 8), CAIRN_INTEGER("times_bought", 2),
                    CAIRN_REAL("embodied_each_kg", 50), CAIRN_REAL_OR_NULL("price_each_usd", 600));
    CAIRN_STORE_ADD(store, "flag", STUDY, CAIRN_INTEGER("flag", 0), CAIRN_INDEX("placement", -1),
                    CAIRN_STRING("subject", "box"), CAIRN_STRING("text", "power is assumed"));
}

static void add_performance(struct cairn_store *store, int64_t study)
{
    CAIRN_STORE_ADD(store, "workload_result", AT(0), CAIRN_STRING("workload", "frames"),
                    CAIRN_REAL("arrivals_per_year", 1e9), CAIRN_REAL("sojourn_p95_s", 0.1));
    CAIRN_STORE_ADD(store, "quantile", AT(0), CAIRN_STRING("workload", "frames"),
                    CAIRN_STRING("time", "sojourn"), CAIRN_REAL("share", 0.95),
                    CAIRN_REAL("value_s", 0.1));
    CAIRN_STORE_ADD(store, "pool_result", AT(0), CAIRN_INTEGER("component", 0),
                    CAIRN_STRING("pool", "box"), CAIRN_REAL("served_per_year", 1e9),
                    CAIRN_REAL("utilisation", 0.4));
    CAIRN_STORE_ADD(store, "cache_result", AT(0), CAIRN_STRING("cache", "answers"),
                    CAIRN_REAL("lookups_per_year", 1e9), CAIRN_REAL("hit_share", 0.2));
    CAIRN_STORE_ADD(store, "link_result", AT(0), CAIRN_STRING("link", "uplink"),
                    CAIRN_REAL("up_gb_per_year", 110), CAIRN_REAL("down_gb_per_year", 1));
}

static void add_hours(struct cairn_store *store, int64_t study)
{
    for (int hour = 0; hour < 168; hour++)
        CAIRN_STORE_ADD(store, "hour", STUDY, CAIRN_INTEGER("spell", hour),
                        CAIRN_INTEGER("window", 0), CAIRN_INTEGER("hour", hour),
                        CAIRN_INTEGER("hours", 1));
}

static void add_ledger(struct cairn_store *store, int64_t study)
{
    static const struct {
        const char *name, *subject, *unit;
        double value;
    } factors[] = {
        {"busy power", "orin", "W", 10},
        {"copies", "store", NULL, 4},
        {"pue", "store", NULL, 1.5},
        {"intensity", "PL", "g/kWh", 500},
        {"embodied carbon", "orin", "g", 50000},
    };
    for (int i = 0; i < 5; i++)
        CAIRN_STORE_ADD(
            store, "factor", STUDY, CAIRN_INTEGER("factor", i),
            CAIRN_STRING("name", factors[i].name), CAIRN_STRING("subject", factors[i].subject),
            CAIRN_STRING("unit", factors[i].unit), CAIRN_REAL("value", factors[i].value),
            CAIRN_STRING("source", i == 0 ? "maker" : NULL),
            CAIRN_STRING("class", i == 0 ? "vendor" : NULL));
    CAIRN_STORE_ADD(store, "quantity", AT(0), CAIRN_INTEGER("component", 0),
                    CAIRN_INTEGER("quantity", 7), CAIRN_STRING("name", "busy"),
                    CAIRN_STRING("subject", "box"), CAIRN_INTEGER("window", 0),
                    CAIRN_INTEGER("value", INT64_C(7200000000000)), CAIRN_STRING("unit", "ns"),
                    CAIRN_INTEGER("replications", 2));
    CAIRN_STORE_ADD(store, "term", AT(0), CAIRN_INTEGER("component", 0), CAIRN_INTEGER("term", 0),
                    CAIRN_STRING("item_kind", "pool"), CAIRN_STRING("item", "box"),
                    CAIRN_INTEGER("bases", 1 + 4), CAIRN_STRING("measure", "carbon"),
                    CAIRN_STRING("part", "busy"), CAIRN_STRING("place", "store"),
                    CAIRN_STRING("equation", "[CARB]"), CAIRN_INTEGER("quantity", 7),
                    CAIRN_INTEGER("factor1", 0), CAIRN_INTEGER("factor2", 1),
                    CAIRN_INTEGER("factor3", 2), CAIRN_INTEGER("factor4", 3),
                    CAIRN_REAL("scale", 1e-9 / 3.6e6));
    CAIRN_STORE_ADD(store, "term", AT(0), CAIRN_INTEGER("component", 0), CAIRN_INTEGER("term", 1),
                    CAIRN_STRING("item_kind", "link"), CAIRN_STRING("item", "uplink"),
                    CAIRN_INTEGER("bases", 2 + 8), CAIRN_STRING("category", "3.2"),
                    CAIRN_STRING("measure", "carbon"), CAIRN_STRING("part", "embodied"),
                    CAIRN_STRING("place", "store"), CAIRN_STRING("equation", "[EMB]"),
                    CAIRN_REAL("amount", 3), CAIRN_INTEGER("factor1", 4), CAIRN_REAL("scale", 1));
}

int64_t sample_fill(struct cairn_store *store, char letter)
{
    ck_assert_int_eq(cairn_store_begin(store), CAIRN_STORE_OK);
    int64_t study = sample_study(store, letter);
    add_question(store, study);
    add_placement(store, study, 0, "box");
    add_placement(store, study, 1, "gpu");
    add_answer(store, study);
    add_reasons(store, study);
    add_performance(store, study);
    add_hours(store, study);
    add_ledger(store, study);
    enum cairn_store_status status = cairn_store_commit(store);
    ck_assert_msg(status == CAIRN_STORE_OK, "%s", cairn_store_text(store));
    return study;
}

void sample_ask(const char *path, const char *sql, char *answer, int size)
{
    sqlite3 *db;
    sqlite3_stmt *statement;
    ck_assert_int_eq(sqlite3_open_v2(path, &db, SQLITE_OPEN_READONLY, NULL), SQLITE_OK);
    int code = sqlite3_prepare_v2(db, sql, -1, &statement, NULL);
    ck_assert_msg(code == SQLITE_OK, "%s", sqlite3_errmsg(db));
    const unsigned char *text = NULL;
    if (sqlite3_step(statement) == SQLITE_ROW)
        text = sqlite3_column_text(statement, 0);
    snprintf(answer, (size_t)size, "%s", text ? (const char *)text : "");
    ck_assert_int_eq(sqlite3_finalize(statement), SQLITE_OK);
    ck_assert_int_eq(sqlite3_close(db), SQLITE_OK);
}

void sample_execute(const char *path, const char *sql)
{
    sqlite3 *db;
    ck_assert_int_eq(sqlite3_open(path, &db), SQLITE_OK);
    int code = sqlite3_exec(db, sql, NULL, NULL, NULL);
    ck_assert_msg(code == SQLITE_OK, "%s", sqlite3_errmsg(db));
    ck_assert_int_eq(sqlite3_close(db), SQLITE_OK);
}

double sample_number(struct cairn_store *store, const char *sql)
{
    struct cairn_rows *rows = cairn_store_query(store, sql, NULL, 0);
    ck_assert_msg(cairn_rows_next(rows), "%s: %s", sql, cairn_store_text(store));
    struct cairn_cell cell = cairn_rows_cell(rows, 0);
    double value = cell.kind == CAIRN_CELL_INTEGER ? (double)cell.integer : cell.real;
    ck_assert_int_eq(cairn_rows_free(rows), CAIRN_STORE_OK);
    return value;
}

void sample_text(struct cairn_store *store, const char *sql, char *answer, size_t size)
{
    struct cairn_rows *rows = cairn_store_query(store, sql, NULL, 0);
    ck_assert_msg(cairn_rows_next(rows), "%s: %s", sql, cairn_store_text(store));
    struct cairn_cell cell = cairn_rows_cell(rows, 0);
    ck_assert_int_eq(cell.kind, CAIRN_CELL_TEXT);
    snprintf(answer, size, "%s", (const char *)cell.bytes);
    ck_assert_int_eq(cairn_rows_free(rows), CAIRN_STORE_OK);
}
