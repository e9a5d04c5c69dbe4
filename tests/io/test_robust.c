/*
 * Input that means harm, or was damaged: no file may crash the loader, make it hang, or be accepted
 * with a part of it missing.
 */

#define _XOPEN_SOURCE 700 /* truncate */

#include <cairn/load.h>
#include <check.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/alloc.h"
#include "base/diag.h"
#include "base/hash.h"

static char folder[64];
static char *path;

static void setup(void)
{
    strcpy(folder, "/tmp/cairn-test-XXXXXX");
    ck_assert_ptr_nonnull(mkdtemp(folder));
    path = cairn_format("%s/bad.xml", folder);
}

static void teardown(void)
{
    chmod(path, 0600);
    unlink(path);
    rmdir(folder);
    cairn_free(path);
}

static void write_bytes(const char *bytes, size_t size)
{
    FILE *file = fopen(path, "w");

    ck_assert_ptr_nonnull(file);
    ck_assert_uint_eq(fwrite(bytes, 1, size, file), size);
    ck_assert_int_eq(fclose(file), 0);
}

static void write_buffer(const struct cairn_buffer *text)
{
    write_bytes(text->data, text->size);
}

/* The file is refused with exactly this behind its name. */
static void expect(const char *message)
{
    struct cairn_scenario *scenario;
    struct cairn_buffer text;
    struct cairn_diag diag;

    cairn_diag_init(&diag);
    cairn_buffer_init(&text);
    scenario = cairn_scenario_load(path, NULL, &diag);
    ck_assert_ptr_null(scenario);
    cairn_diag_write(&diag, &text);
    ck_assert_uint_gt(text.size, strlen(path));
    ck_assert_str_eq(text.data + strlen(path), message);
    cairn_diag_release(&diag);
    cairn_buffer_release(&text);
}

START_TEST(a_file_of_100_mb_is_not_even_read)
{
    write_bytes("", 0);
    ck_assert_int_eq(truncate(path, 100 * 1000 * 1000), 0); /* sparse: takes no room */
    expect(": error: cannot read this file: it has 100 MB, and at most 33 MB are read\n");
}
END_TEST

START_TEST(billion_laughs)
{
    static const char laughs[] =
        "<?xml version=\"1.0\"?>\n"
        "<!DOCTYPE lolz [\n"
        " <!ENTITY a \"lol\">\n"
        " <!ENTITY b \"&a;&a;&a;&a;&a;&a;&a;&a;&a;&a;\">\n"
        " <!ENTITY c \"&b;&b;&b;&b;&b;&b;&b;&b;&b;&b;\">\n"
        " <!ENTITY d \"&c;&c;&c;&c;&c;&c;&c;&c;&c;&c;\">\n"
        " <!ENTITY e \"&d;&d;&d;&d;&d;&d;&d;&d;&d;&d;\">\n"
        " <!ENTITY f \"&e;&e;&e;&e;&e;&e;&e;&e;&e;&e;\">\n"
        " <!ENTITY g \"&f;&f;&f;&f;&f;&f;&f;&f;&f;&f;\">\n"
        " <!ENTITY h \"&g;&g;&g;&g;&g;&g;&g;&g;&g;&g;\">\n"
        " <!ENTITY i \"&h;&h;&h;&h;&h;&h;&h;&h;&h;&h;\">\n"
        "]>\n<scenario format=\"1\" name=\"x\"><about>&i;</about></scenario>\n";

    write_bytes(laughs, sizeof laughs - 1);
    expect(":2: error: a document type (DOCTYPE) is not allowed: cairn reads no entities and no "
           "DTD\n");
}
END_TEST

START_TEST(elements_inside_each_other)
{
    struct cairn_buffer text;

    cairn_buffer_init(&text);
    for (int i = 0; i < 100000; i++)
        cairn_buffer_puts(&text, "<a>");
    write_buffer(&text);
    cairn_buffer_release(&text);
    expect(":1: error: more than 256 elements inside each other\n");
}
END_TEST

START_TEST(attributes_without_end)
{
    struct cairn_buffer text;

    cairn_buffer_init(&text);
    cairn_buffer_puts(&text, "<scenario\n");
    for (int i = 0; i < 300000; i++)
        cairn_buffer_appendf(&text, "a%d = '1'\n", i);
    cairn_buffer_puts(&text, "/>");
    write_buffer(&text);
    cairn_buffer_release(&text);
    expect(":502: error: more than 500 attributes in an element\n");
}
END_TEST

START_TEST(elements_without_end)
{
    struct cairn_buffer text;

    cairn_buffer_init(&text);
    cairn_buffer_puts(&text, "<scenario format='1' name='x'>\n");
    for (int i = 0; i < 1000001; i++)
        cairn_buffer_puts(&text, "<a/>\n");
    cairn_buffer_puts(&text, "</scenario>");
    write_buffer(&text);
    cairn_buffer_release(&text);
    expect(":1000001: error: more than a million elements in one file\n");
}
END_TEST

START_TEST(many_mistakes_are_counted)
{
    struct cairn_scenario *scenario;
    struct cairn_buffer text;
    struct cairn_diag diag;

    cairn_buffer_init(&text);
    cairn_diag_init(&diag);
    cairn_buffer_puts(&text, "<scenario format='1' name='x'>\n");
    for (int i = 0; i < 20000; i++)
        cairn_buffer_puts(&text, "<siet id='a'/>\n");
    cairn_buffer_puts(&text, "</scenario>");
    write_buffer(&text);
    scenario = cairn_scenario_load(path, NULL, &diag);
    ck_assert_ptr_null(scenario);
    ck_assert_uint_eq(cairn_diag_count(&diag, CAIRN_ERROR), 20000);
    cairn_buffer_release(&text);
    cairn_diag_release(&diag);
}
END_TEST

START_TEST(what_is_no_file)
{
    unlink(path);
    expect(": error: cannot read this file: No such file or directory\n");
    ck_assert_int_eq(mkdir(path, 0700), 0);
    expect(": error: cannot read this file: it is a directory\n");
    rmdir(path);
    ck_assert_int_eq(mkfifo(path, 0600), 0);
    expect(": error: cannot read this file: it is no regular file\n");
}
END_TEST

START_TEST(a_file_without_permission)
{
    write_bytes("<scenario/>", 11);
    chmod(path, 0);
    if (access(path, R_OK) == 0)
        return; /* the superuser reads everything */
    expect(": error: cannot read this file: Permission denied\n");
}
END_TEST

/* A link beside the scenario must not lead out of its folder. */
START_TEST(links_lead_nowhere)
{
    static const char text[] = "<scenario format='1' name='x'><use href='out.xml'/></scenario>";
    char *link_path = cairn_format("%s/out.xml", folder);

    ck_assert_int_eq(symlink("/etc/passwd", link_path), 0);
    write_bytes(text, sizeof text - 1);
    expect(":1: error: href \"out.xml\" leads outside the folder of the scenario and the "
           "catalogue\n");
    unlink(link_path);
    cairn_free(link_path);
}
END_TEST

struct text {
    char bytes[16384];
    size_t size;
};

static void read_text(const char *name, struct text *text)
{
    char *from = cairn_format("tests/io/%s", name);
    FILE *file = fopen(from, "r");

    ck_assert_ptr_nonnull(file);
    text->size = fread(text->bytes, 1, sizeof text->bytes / 2, file);
    fclose(file);
    cairn_free(from);
}

static void write_text(const char *name, const struct text *text)
{
    cairn_free(path);
    path = cairn_format("%s/%s", folder, name);
    write_bytes(text->bytes, text->size);
}

/* Changes, removes or cuts off some bytes, as a number says. */
static void damage(struct text *text, uint64_t how)
{
    size_t at = how % text->size;
    size_t gone = (text->size - at) / 8;

    switch ((how >> 32) % 4) {
    case 0:
        text->bytes[at] = (char)(how >> 40);
        break;
    case 1:
        text->bytes[at] = "<>\"'&=/ 0-.%,"[(how >> 40) % 13];
        break;
    case 2:
        memmove(text->bytes + at, text->bytes + at + gone, text->size - at - gone);
        text->size -= gone;
        break;
    default:
        if ((how >> 40) % 16 == 0)
            text->size = at + 1;
    }
}

/* A good scenario of three files, one of which is damaged, by a fixed sequence. */
START_TEST(damaged_files)
{
    static const char *const names[] = {"facts.xml", "fleet.csv", "fleet.xml"};
    static struct text good[3];
    uint64_t state = 1;
    int accepted = 0;

    for (int i = 0; i < 3; i++)
        read_text(names[i], &good[i]);
    for (int round = 0; round < 900; round++) {
        struct cairn_scenario *scenario;
        struct cairn_diag diag;

        for (int i = 0; i < 3; i++) {
            struct text text = good[i];

            for (int j = 0; i == round % 3 && j < 1 + round % 2; j++)
                damage(&text, cairn_mix64(state++));
            write_text(names[i], &text);
        }
        cairn_diag_init(&diag);
        scenario = cairn_scenario_load(path, NULL, &diag);
        ck_assert_msg(!!scenario == !cairn_diag_failed(&diag), "round %d", round);
        accepted += !!scenario;
        cairn_scenario_free(scenario);
        cairn_diag_release(&diag);
    }
    ck_assert_int_gt(accepted, 30); /* not all of them by far die in the first pass */
    for (int i = 0; i < 2; i++) {
        char *other = cairn_format("%s/%s", folder, names[i]);

        unlink(other);
        cairn_free(other);
    }
}
END_TEST

Suite *test_robust(void)
{
    Suite *suite = suite_create("robust");
    TCase *tcase = tcase_create("robust");

    tcase_add_checked_fixture(tcase, setup, teardown);
    tcase_add_test(tcase, a_file_of_100_mb_is_not_even_read);
    tcase_add_test(tcase, billion_laughs);
    tcase_add_test(tcase, elements_inside_each_other);
    tcase_add_test(tcase, attributes_without_end);
    tcase_add_test(tcase, elements_without_end);
    tcase_add_test(tcase, many_mistakes_are_counted);
    tcase_add_test(tcase, what_is_no_file);
    tcase_add_test(tcase, a_file_without_permission);
    tcase_add_test(tcase, links_lead_nowhere);
    tcase_add_test(tcase, damaged_files);
    suite_add_tcase(suite, tcase);
    return suite;
}
