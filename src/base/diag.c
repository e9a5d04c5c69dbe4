#include "base/diag.h"

#include <assert.h>
#include <cairn/diag.h>
#include <stdint.h>
#include <string.h>

#include "base/alloc.h"

static const char *const severity_names[] = {"error", "warning"};

void cairn_diag_init(struct cairn_diag *diag)
{
    *diag = (struct cairn_diag){.last = SIZE_MAX};
}

static void item_release(struct cairn_diag_item *item)
{
    cairn_free(item->text);
    cairn_buffer_release(&item->notes);
}

void cairn_diag_release(struct cairn_diag *diag)
{
    for (size_t i = 0; i < diag->n_items; i++)
        item_release(&diag->items[i]);
    for (size_t i = 0; i < diag->n_files; i++)
        cairn_free(diag->files[i]);
    cairn_free(diag->items);
    cairn_free(diag->files);
    cairn_diag_init(diag);
}

static size_t file_index(struct cairn_diag *diag, const char *file)
{
    for (size_t i = 0; i < diag->n_files; i++)
        if (strcmp(diag->files[i], file) == 0)
            return i;
    diag->files =
        cairn_grow(diag->files, &diag->files_capacity, diag->n_files + 1, sizeof *diag->files);
    diag->files[diag->n_files] = cairn_strdup(file);
    return diag->n_files++;
}

static bool sorts_after(const struct cairn_diag_item *item, size_t file, int line)
{
    return item->file != file ? item->file > file : item->line > line;
}

bool cairn_diag_keeps(const struct cairn_diag *diag, enum cairn_severity severity, const char *file,
                      int line)
{
    size_t index = 0, at = diag->n_items;

    if (diag->kept[severity] < CAIRN_DIAG_LIMIT)
        return true;
    while (index < diag->n_files && strcmp(diag->files[index], file ? file : "") != 0)
        index++;
    do
        at--;
    while (diag->items[at].severity != severity);
    return sorts_after(&diag->items[at], index, line);
}

/* Forgets the last item of a severity, which stands at or behind the one just reported. */
static void drop_last(struct cairn_diag *diag, enum cairn_severity severity)
{
    size_t at = diag->n_items;

    do {
        assert(at > 0);
        at--;
    } while (diag->items[at].severity != severity);
    item_release(&diag->items[at]);
    memmove(&diag->items[at], &diag->items[at + 1], (diag->n_items - at - 1) * sizeof *diag->items);
    diag->n_items--;
    diag->kept[severity]--;
    assert(diag->last <= at);
    if (diag->last == at)
        diag->last = SIZE_MAX;
}

/*
 * What a file says stands in messages, which stand on terminals: characters that steer one (C0,
 * DEL, C1 as UTF-8) become question marks.
 */
static void tame(char *text)
{
    for (unsigned char *c = (unsigned char *)text; *c; c++) {
        if (*c < 0x20 || *c == 0x7f)
            *c = '?';
        else if (*c == 0xc2 && c[1] >= 0x80 && c[1] < 0xa0)
            c[0] = c[1] = '?';
    }
}

void cairn_diag_report_v(struct cairn_diag *diag, enum cairn_severity severity, const char *file,
                         int line, const char *format, va_list args)
{
    size_t index = file_index(diag, file ? file : "");
    size_t at = diag->n_items;
    struct cairn_diag_item *item;

    assert(line >= 0);
    diag->count[severity]++;
    while (at > 0 && sorts_after(&diag->items[at - 1], index, line))
        at--;
    diag->items =
        cairn_grow(diag->items, &diag->items_capacity, diag->n_items + 1, sizeof *diag->items);
    item = &diag->items[at];
    memmove(item + 1, item, (diag->n_items - at) * sizeof *item);
    *item = (struct cairn_diag_item){.severity = severity, .file = index, .line = line};
    item->text = cairn_format_v(format, args);
    tame(item->text);
    cairn_buffer_init(&item->notes);
    diag->n_items++;
    diag->kept[severity]++;
    diag->last = at;
    if (diag->kept[severity] > CAIRN_DIAG_LIMIT)
        drop_last(diag, severity);
}

void cairn_diag_error(struct cairn_diag *diag, const char *file, int line, const char *format, ...)
{
    va_list args;

    va_start(args, format);
    cairn_diag_report_v(diag, CAIRN_ERROR, file, line, format, args);
    va_end(args);
}

void cairn_diag_warning(struct cairn_diag *diag, const char *file, int line, const char *format,
                        ...)
{
    va_list args;

    va_start(args, format);
    cairn_diag_report_v(diag, CAIRN_WARNING, file, line, format, args);
    va_end(args);
}

static void write_place(struct cairn_buffer *out, const char *file, int line)
{
    if (!file || !*file)
        return;
    cairn_buffer_puts(out, file);
    if (line > 0)
        cairn_buffer_appendf(out, ":%d", line);
    cairn_buffer_puts(out, ": ");
}

void cairn_diag_note(struct cairn_diag *diag, const char *file, int line, const char *format, ...)
{
    struct cairn_buffer *notes;
    va_list args;
    char *text;

    assert(line >= 0);
    if (diag->last == SIZE_MAX)
        return;
    notes = &diag->items[diag->last].notes;
    write_place(notes, file, line);
    cairn_buffer_puts(notes, "note: ");
    va_start(args, format);
    text = cairn_format_v(format, args);
    va_end(args);
    tame(text);
    cairn_buffer_puts(notes, text);
    cairn_buffer_putc(notes, '\n');
    cairn_free(text);
}

bool cairn_diag_failed(const struct cairn_diag *diag)
{
    return diag->count[CAIRN_ERROR] > 0;
}

size_t cairn_diag_count(const struct cairn_diag *diag, enum cairn_severity severity)
{
    return diag->count[severity];
}

void cairn_diag_write(const struct cairn_diag *diag, struct cairn_buffer *out)
{
    for (size_t i = 0; i < diag->n_items; i++) {
        const struct cairn_diag_item *item = &diag->items[i];

        write_place(out, diag->files[item->file], item->line);
        cairn_buffer_appendf(out, "%s: %s\n", severity_names[item->severity], item->text);
        cairn_buffer_append(out, item->notes.data, item->notes.size);
    }
    for (int severity = CAIRN_ERROR; severity <= CAIRN_WARNING; severity++) {
        size_t more = diag->count[severity] - diag->kept[severity];

        if (more > 0)
            cairn_buffer_appendf(out, "and %zu more %s%s\n", more, severity_names[severity],
                                 more > 1 ? "s" : "");
    }
}

/* ---- for users of the library, who hold none of the structs ---- */

struct cairn_diag *cairn_diag_new(void)
{
    struct cairn_diag *diag = cairn_alloc(sizeof *diag);

    cairn_diag_init(diag);
    return diag;
}

void cairn_diag_free(struct cairn_diag *diag)
{
    if (!diag)
        return;
    cairn_diag_release(diag);
    cairn_free(diag);
}

char *cairn_diag_text(const struct cairn_diag *diag)
{
    struct cairn_buffer text;

    cairn_buffer_init(&text);
    cairn_diag_write(diag, &text);
    return cairn_buffer_take(&text);
}

char *cairn_diag_first_line(const struct cairn_diag *diag)
{
    struct cairn_buffer text;

    cairn_buffer_init(&text);
    cairn_diag_write(diag, &text);
    cairn_buffer_puts(&text, "\n");
    text.data[strcspn(text.data, "\n")] = '\0';
    return cairn_buffer_take(&text);
}
