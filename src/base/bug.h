/*
 * bug.h - the end where going on would give a wrong answer
 *
 * For what no input may bring about and only a mistake of cairn's own can: an assertion that stays
 * in release builds, because silence would cost its users more than a crash.
 */
#ifndef CAIRN_BASE_BUG_H
#define CAIRN_BASE_BUG_H

/* Says what is wrong on standard error, in one line, and aborts. */
_Noreturn void cairn_bug(const char *format, ...) __attribute__((format(printf, 1, 2)));

#endif
