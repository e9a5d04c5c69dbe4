/*
 * report_html.h - pieces of the report's text: HTML, and the JSON inside it
 *
 * Whatever a results file says may be text of its author's: the name of a scenario, of a pool, of a
 * file. All of it goes through the functions here, which let no character of it be markup: neither
 * in HTML (as text or as the value of an attribute in double quotes) nor in a script of data, which
 * a browser ends at the first "</script" wherever that stands. Bytes that are no UTF-8 and control
 * characters become U+FFFD.
 */
#ifndef CAIRN_STUDY_REPORT_HTML_H
#define CAIRN_STUDY_REPORT_HTML_H

#include <stdbool.h>
#include <stddef.h>

#include "base/buffer.h"
#include "io/store.h"

/* Appends text, for HTML and for attributes in double quotes. NULL is nothing. */
void cairn_html_text(struct cairn_buffer *out, const char *text);

/* The same of its first `most` characters, the last of them an ellipsis if there are more. */
void cairn_html_cut(struct cairn_buffer *out, const char *text, size_t most);

/* Appends a number to read: four digits, or all whole ones in groups; the exact one beside it. */
void cairn_html_number(struct cairn_buffer *out, double value);

/* Appends a count in words: 640, 15 200, 1.52 million, 16 billion. */
void cairn_html_count(struct cairn_buffer *out, double value);

/* True of an address that a page may link to: http, https or within itself, and nothing else. */
bool cairn_html_links(const char *address);

/* Append a value of JSON. Numbers are the shortest that read back to the same double. */
void cairn_json_text_in_html(struct cairn_buffer *out, const char *text);
void cairn_json_cell_in_html(struct cairn_buffer *out, const struct cairn_cell *cell);

#endif
