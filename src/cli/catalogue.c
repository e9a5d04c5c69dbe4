#include "cli/catalogue.h"

#include <dirent.h>
#include <errno.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "base/alloc.h"
#include "base/datadir.h"

static bool is_folder(const char *path)
{
    struct stat status;

    return stat(path, &status) == 0 && S_ISDIR(status.st_mode);
}

static char *find_folder(void)
{
    char *installed = cairn_format("%s/catalogue", cairn_datadir());

    if (is_folder(installed))
        return installed;
    cairn_free(installed);
    return is_folder("scenarios/catalogue") ? cairn_strdup("scenarios/catalogue") : NULL;
}

bool cairn_catalogue_folder(struct cairn_call *call, char **folder)
{
    const char *given = cairn_options_text(&call->options, &cairn_option_catalogue, NULL);

    *folder = NULL;
    if (given && !is_folder(given)) {
        cairn_call_fail(call, CAIRN_EXIT_INVALID, "--catalogue %s: there is no such folder", given);
        return false;
    }
    *folder = given ? cairn_strdup(given) : find_folder();
    return true;
}

static bool is_xml(const char *name)
{
    size_t size = strlen(name);

    return name[0] != '.' && size > 4 && strcmp(name + size - 4, ".xml") == 0;
}

static int by_name(const void *a, const void *b)
{
    return strcmp(*(char *const *)a, *(char *const *)b);
}

int cairn_catalogue_files_init(struct cairn_catalogue_files *files, const char *folder)
{
    DIR *dir = opendir(folder);
    const struct dirent *entry;

    *files = (struct cairn_catalogue_files){0};
    if (!dir)
        return errno;
    while ((entry = readdir(dir)) != NULL)
        if (is_xml(entry->d_name)) {
            char *path = cairn_format("%s/%s", folder, entry->d_name);

            cairn_catalogue_files_add(files, path);
            cairn_free(path);
        }
    closedir(dir);
    if (files->n > 0)
        qsort(files->paths, (size_t)files->n, sizeof *files->paths, by_name);
    return 0;
}

void cairn_catalogue_files_add(struct cairn_catalogue_files *files, const char *path)
{
    files->paths =
        cairn_grow(files->paths, &files->capacity, (size_t)files->n + 1, sizeof *files->paths);
    files->paths[files->n++] = cairn_strdup(path);
}

void cairn_catalogue_files_release(struct cairn_catalogue_files *files)
{
    for (int i = 0; i < files->n; i++)
        cairn_free(files->paths[i]);
    cairn_free(files->paths);
    *files = (struct cairn_catalogue_files){0};
}
