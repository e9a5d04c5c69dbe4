/* The folder of this process, and commands in it. */

#define _XOPEN_SOURCE 700 /* nftw */

#include <dirent.h>
#include <ftw.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/alloc.h"
#include "base/buffer.h"
#include "cli/command.h"
#include "fuzz/fuzz.h"

static char folder[64];

static int remove_one(const char *path, const struct stat *status, int kind, struct FTW *walk)
{
    (void)status;
    (void)kind;
    (void)walk;
    return remove(path);
}

static void remove_folder(void)
{
    nftw(folder, remove_one, 8, FTW_DEPTH | FTW_PHYS);
}

/* A file of a folder, under the same name, below `to`. */
static void copy_file(const char *folder_from, const char *to, const char *name)
{
    static char bytes[1 << 16];
    char *from = cairn_format("%s/%s", folder_from, name);
    char *under = cairn_format("%s%s", to, name);
    FILE *file = fopen(from, "r");

    if (file) {
        fuzz_write(under, bytes, fread(bytes, 1, sizeof bytes, file));
        fclose(file);
    }
    cairn_free(under);
    cairn_free(from);
}

/* All files of a folder whose names end so. */
static void copy_files(const char *from, const char *to, const char *end)
{
    DIR *dir = opendir(from);
    const struct dirent *entry;

    while (dir && (entry = readdir(dir)) != NULL) {
        const char *dot = strrchr(entry->d_name, '.');

        if (dot && strcmp(dot, end) == 0)
            copy_file(from, to, entry->d_name);
    }
    if (dir)
        closedir(dir);
}

/* What scenarios among the seeds refer to. */
static void copy_tables(void)
{
    static const char times[] = "0\n0.5\n1.25\n3\n", contents[] = "a,100\nb,20\na,100\nc,7\n";
    char *parts = fuzz_path("parts");

    if (mkdir(parts, 0700) != 0)
        abort(); /* no room to work in */
    cairn_free(parts);
    copy_files("tests/bad/parts", "parts/", ".csv");
    copy_file("tests/bad/parts", "parts/", "facts.xml");
    copy_files("tests/attributes", "", ".csv");
    copy_files("tests/reference", "", ".csv");
    copy_files("scenarios", "", ".csv");
    copy_files("tests/io", "", ".csv");
    copy_file("tests/io", "", "facts.xml");
    fuzz_write("recording.csv", times, sizeof times - 1);
    fuzz_write("contents.csv", contents, sizeof contents - 1);
}

char *fuzz_path(const char *name)
{
    static const char *const roots[] = {"/dev/shm", "/tmp", NULL};

    for (int i = 0; !folder[0] && roots[i]; i++) {
        snprintf(folder, sizeof folder, "%s/cairn-fuzz-XXXXXX", roots[i]);
        if (!mkdtemp(folder)) {
            folder[0] = '\0';
            continue;
        }
        atexit(remove_folder);
        copy_tables();
    }
    if (!folder[0])
        abort(); /* no room to work in */
    return cairn_format("%s/%s", folder, name);
}

void fuzz_write(const char *name, const void *data, size_t size)
{
    char *path = fuzz_path(name);
    FILE *file = fopen(path, "w");

    if (!file || fwrite(data, 1, size, file) != size || fclose(file) != 0)
        abort(); /* no room to work in */
    cairn_free(path);
}

int fuzz_command(const char *const *words)
{
    const struct cairn_command *command = cairn_command_find(words[0]);
    struct cairn_output output;
    int n = 1, status;

    while (words[n])
        n++;
    cairn_output_init(&output);
    /* The program's words may be changed, so they are not const; it does not change them. */
    status = cairn_command_call(command, n - 1, (char *const *)(words + 1), &output);
    cairn_output_flush(&output);
    cairn_output_release(&output);
    return status;
}
