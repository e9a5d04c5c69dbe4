#define _XOPEN_SOURCE 700 /* realpath */

#include "io/input.h"

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

/* Of tables that were read before, in one scenario: some seconds of reading. */
enum { MOST_AGAIN = 3000 };

/* Chosen somewhat arbitrarily: 10,000 rows of sites written out, decades of hourly trace. */
static const size_t limits[] = {[CAIRN_INPUT_XML] = 32u << 20, [CAIRN_INPUT_CSV] = 64u << 20};

static const char *absolute(struct cairn_arena *arena, const char *path)
{
    char *real = realpath(path, NULL);
    const char *kept = cairn_arena_strdup(arena, real);

    free(real);
    return kept;
}

/* The part of a path before its last slash; "." without one. */
static const char *folder_of(struct cairn_arena *arena, const char *path)
{
    const char *slash = strrchr(path, '/');

    if (!slash)
        return ".";
    return cairn_arena_strndup(arena, path, slash > path ? (size_t)(slash - path) : 1);
}

/* What of `real` lies below `folder`, or NULL. */
static const char *below(const char *real, const char *folder)
{
    size_t n = folder ? strlen(folder) : 0;

    if (n == 0 || strncmp(real, folder, n) != 0)
        return NULL;
    if (folder[n - 1] == '/')
        return real + n;
    return real[n] == '/' ? real + n + 1 : NULL;
}

void cairn_inputs_init(struct cairn_inputs *inputs, struct cairn_arena *arena,
                       struct cairn_diag *diag, const char *catalogue)
{
    *inputs = (struct cairn_inputs){.arena = arena, .diag = diag, .catalogue_path = catalogue};
    if (catalogue)
        inputs->catalogue = absolute(arena, catalogue);
}

/* The bytes of an open file, or NULL with errno. Reads one byte more than fits, to see the end. */
static char *read_all(struct cairn_arena *arena, int fd, size_t size, size_t *got)
{
    char *bytes = cairn_arena_alloc(arena, size + 2);

    for (*got = 0; *got <= size;) {
        ssize_t n = read(fd, bytes + *got, size + 1 - *got);

        if (n < 0 && errno == EINTR)
            continue;
        if (n < 0)
            return NULL;
        if (n == 0)
            break;
        *got += (size_t)n;
    }
    bytes[*got <= size ? *got : size] = '\0';
    return bytes;
}

/* Says why a file is of no use, or reads it and returns NULL. */
static const char *take(struct cairn_inputs *inputs, struct cairn_input *input,
                        enum cairn_input_kind kind)
{
    struct stat status;
    const char *problem = NULL;
    int fd;

    if (stat(input->path, &status) < 0)
        return strerror(errno);
    if (S_ISDIR(status.st_mode))
        return "it is a directory";
    if (!S_ISREG(status.st_mode))
        return "it is no regular file";
    if ((size_t)status.st_size > limits[kind])
        return cairn_arena_format(inputs->arena, "it has %zu MB, and at most %zu MB are read",
                                  (size_t)status.st_size / 1000000, limits[kind] / 1000000);
    /* The path without links: what was looked at, even if somebody puts another in its place. */
    fd = open(input->real, O_RDONLY | O_NOCTTY | O_CLOEXEC | O_NOFOLLOW | O_NONBLOCK);
    if (fd < 0)
        return strerror(errno);
    if (fstat(fd, &status) < 0 || !S_ISREG(status.st_mode) || (size_t)status.st_size > limits[kind])
        problem = "it changes while it is read";
    else
        input->bytes = read_all(inputs->arena, fd, (size_t)status.st_size, &input->size);
    if (problem)
        ;
    else if (!input->bytes)
        problem = strerror(errno);
    else if (input->size > (size_t)status.st_size)
        problem = "it grows while it is read";
    close(fd);
    return problem;
}

static void keep(struct cairn_inputs *inputs, struct cairn_input *input)
{
    if (inputs->last)
        inputs->last->next = input;
    else
        inputs->first = input;
    inputs->last = input;
}

static struct cairn_input *known(const struct cairn_inputs *inputs, const char *real)
{
    for (struct cairn_input *input = inputs->first; input; input = input->next)
        if (strcmp(input->real, real) == 0)
            return input;
    return NULL;
}

struct cairn_input *cairn_inputs_text(struct cairn_inputs *inputs, const char *name,
                                      const char *text)
{
    struct cairn_input *input = cairn_arena_alloc(inputs->arena, sizeof *input);

    *input = (struct cairn_input){
        .path = cairn_arena_strdup(inputs->arena, name),
        .real = "",
        .href = "",
        .bytes = cairn_arena_strdup(inputs->arena, text),
        .size = strlen(text),
        .added = true,
    };
    keep(inputs, input);
    return input;
}

struct cairn_input *cairn_inputs_file(struct cairn_inputs *inputs, const char *path,
                                      enum cairn_input_kind kind)
{
    struct cairn_input *input = cairn_arena_alloc(inputs->arena, sizeof *input);
    const char *problem;

    input->path = cairn_arena_strdup(inputs->arena, path);
    input->real = absolute(inputs->arena, path);
    if (input->real && known(inputs, input->real))
        return known(inputs, input->real);
    problem = input->real ? take(inputs, input, kind) : strerror(errno);
    if (problem || !input->real) {
        cairn_diag_error(inputs->diag, path, 0, "cannot read this file: %s", problem);
        return NULL;
    }
    if (!inputs->folder)
        inputs->folder = folder_of(inputs->arena, input->real);
    input->href = strrchr(input->real, '/') + 1;
    keep(inputs, input);
    return input;
}

struct cairn_input *cairn_inputs_root(struct cairn_inputs *inputs, const char *path)
{
    return cairn_inputs_file(inputs, path, CAIRN_INPUT_XML);
}

/* Could this be a file of ours? Fills in real and href; false where it is outside. */
static bool inside(struct cairn_inputs *inputs, struct cairn_input *input)
{
    const char *rest = below(input->real, inputs->folder);

    if (rest) {
        input->href = rest;
        return true;
    }
    rest = below(input->real, inputs->catalogue);
    if (rest)
        input->href = cairn_arena_format(inputs->arena, "catalogue/%s", rest);
    return rest != NULL;
}

static bool exists(const char *path)
{
    struct stat status;

    return stat(path, &status) == 0;
}

/* Where an href may lead, in the order in which it is sought. */
struct places {
    const char *paths[3];
    int n;
};

static void add_place(struct places *places, const char *path)
{
    for (int i = 0; i < places->n; i++)
        if (strcmp(places->paths[i], path) == 0)
            return;
    places->paths[places->n++] = path;
}

static struct places places_of(struct cairn_inputs *inputs, const struct cairn_input *from,
                               const char *href)
{
    static const char prefix[] = "catalogue/";
    const char *folder = folder_of(inputs->arena, from->path);
    bool here = strcmp(folder, ".") == 0 && !strchr(from->path, '/');
    bool of_catalogues = strncmp(href, prefix, sizeof prefix - 1) == 0;
    const char *in_folder = NULL;
    struct places places = {.n = 0};

    if (of_catalogues && inputs->catalogue)
        in_folder = cairn_arena_format(inputs->arena, "%s/%s", inputs->catalogue_path,
                                       href + sizeof prefix - 1);
    if (in_folder && inputs->catalogue_first)
        add_place(&places, in_folder);
    add_place(&places, here ? href : cairn_arena_format(inputs->arena, "%s/%s", folder, href));
    folder = folder_of(inputs->arena, inputs->first->path);
    if (of_catalogues && strcmp(folder, ".") == 0 && !strchr(inputs->first->path, '/'))
        add_place(&places, href);
    else if (of_catalogues)
        add_place(&places, cairn_arena_format(inputs->arena, "%s/%s", folder, href));
    if (in_folder)
        add_place(&places, in_folder);
    return places;
}

/* The first of its places that exists, else the first; and then where else it was sought. */
static const char *place(struct cairn_inputs *inputs, const struct cairn_input *from,
                         const char *href, const char **elsewhere)
{
    struct places places = places_of(inputs, from, href);

    *elsewhere = "";
    for (int i = 0; i < places.n; i++)
        if (exists(places.paths[i]))
            return places.paths[i];
    for (int i = 1; i < places.n; i++)
        *elsewhere =
            cairn_arena_format(inputs->arena, "%s%s \"%.200s\"", *elsewhere,
                               i == 1 ? "; it was also sought as" : " and", places.paths[i]);
    return places.paths[0];
}

struct cairn_input *cairn_inputs_open(struct cairn_inputs *inputs, const struct cairn_input *from,
                                      struct cairn_origin origin, const char *href,
                                      enum cairn_input_kind kind)
{
    struct cairn_input *input = cairn_arena_alloc(inputs->arena, sizeof *input);
    const char *problem = NULL, *elsewhere;
    struct cairn_input *old;

    if (*href == '/' || *href == '\0' || strstr(href, "://")) {
        cairn_diag_error(inputs->diag, origin.file, origin.line,
                         "href \"%.200s\" is not a path relative to this file", href);
        return NULL;
    }
    input->path = place(inputs, from, href, &elsewhere);
    input->real = absolute(inputs->arena, input->path);
    if (!input->real) {
        problem = strerror(errno);
    } else if (!inside(inputs, input)) {
        cairn_diag_error(inputs->diag, origin.file, origin.line,
                         "href \"%.200s\" leads outside the folder of the scenario and the "
                         "catalogue",
                         href);
        return NULL;
    } else {
        old = known(inputs, input->real);
        if (old)
            return old;
        problem = take(inputs, input, kind);
    }
    if (problem) {
        cairn_diag_error(inputs->diag, origin.file, origin.line, "cannot read \"%.200s\": %s%s",
                         input->path, problem, elsewhere);
        return NULL;
    }
    keep(inputs, input);
    return input;
}

struct cairn_input *cairn_inputs_table(struct cairn_inputs *inputs, const struct cairn_input *from,
                                       struct cairn_origin origin, const char *href)
{
    struct cairn_input *input = cairn_inputs_open(inputs, from, origin, href, CAIRN_INPUT_CSV);

    if (!input)
        return NULL;
    if (input->table && ++inputs->again > MOST_AGAIN) {
        cairn_diag_error(inputs->diag, origin.file, origin.line,
                         "\"%.200s\": tables that were read before are read at most %d times "
                         "again: let places share a grid or a climate, or be copies of one site",
                         href, MOST_AGAIN);
        return NULL;
    }
    input->table = true;
    return input;
}
