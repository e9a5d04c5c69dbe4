#define _GNU_SOURCE

/*
 * The n-th allocation fails: fault.h. Allocations of the program itself are told from those of
 * libraries by where they return to, since only src/base/alloc.c allocates.
 */

#include <link.h>
#include <pthread.h>
#include <sys/wait.h>

#include "fault.h"

extern void *__libc_malloc(size_t size);
extern void *__libc_calloc(size_t n, size_t size);
extern void *__libc_realloc(void *p, size_t size);

static struct fault fault;
static char *begin, *end; /* of the program's code; NULL until this library is set up */
static bool of_program, of_library, each;
static long long n_failed, n_wrong;
static char first_wrong[64];
static pthread_mutex_t one_at_a_time = PTHREAD_MUTEX_INITIALIZER;

/* The first object is the program. */
static int find_code(struct dl_phdr_info *object, size_t size, void *context)
{
    (void)size;
    (void)context;
    for (int i = 0; i < object->dlpi_phnum; i++) {
        const ElfW(Phdr) *part = &object->dlpi_phdr[i];

        if (part->p_type == PT_LOAD && (part->p_flags & PF_X)) {
            end = (char *)(object->dlpi_addr + part->p_vaddr + part->p_memsz);
            begin = (char *)(object->dlpi_addr + part->p_vaddr);
        }
    }
    return 1;
}

__attribute__((constructor)) static void set_up(void)
{
    fault_init(&fault);
    of_program = strcmp(fault.what, "memory") == 0;
    of_library = strcmp(fault.what, "library") == 0;
    each = of_program && strcmp(fault.how, "each") == 0;
    if (of_program || of_library)
        dl_iterate_phdr(find_code, NULL);
}

__attribute__((destructor)) static void tell(void)
{
    char more[128] = "";

    if (!of_program && !of_library)
        return;
    if (each)
        snprintf(more, sizeof more, " %lld %lld %s", n_failed, n_wrong, first_wrong);
    of_program = of_library = false;
    fault_write_count(&fault, more);
}

/* Ends as it has to: status 1, and one line that says so. `output` is what the child wrote. */
static bool ends_well(pid_t child, int output)
{
    static const char line[] = "cairn: out of memory\n";
    char text[256];
    size_t size = 0;
    ssize_t got;
    int status = 0;

    while ((got = read(output, text + size, sizeof text - size)) > 0)
        size += (size_t)got;
    while (waitpid(child, &status, 0) < 0 && errno == EINTR)
        ;
    return WIFEXITED(status) && WEXITSTATUS(status) == 1 && size == sizeof line - 1 &&
           memcmp(text, line, size) == 0;
}

/* True in a child in which this call fails; the program itself never sees a failure. */
static bool fails_in_child(long long call)
{
    int ends[2];
    pid_t child;

    pthread_mutex_lock(&one_at_a_time);
    if (pipe(ends) < 0)
        abort();
    child = fork();
    if (child == 0) {
        dup2(ends[1], STDOUT_FILENO);
        dup2(ends[1], STDERR_FILENO);
        close(ends[0]);
        close(ends[1]);
        alarm(20);
        of_program = false; /* nothing fails twice */
        return true;
    }
    close(ends[1]);
    n_failed++;
    if (child < 0 || !ends_well(child, ends[0])) {
        n_wrong++;
        if (!first_wrong[0])
            snprintf(first_wrong, sizeof first_wrong, "first at call %lld", call);
    }
    close(ends[0]);
    pthread_mutex_unlock(&one_at_a_time);
    return false;
}

static bool fails(const char *caller)
{
    bool own = caller >= begin && caller < end;

    if (own ? !of_program : !of_library)
        return false;
    if (each) {
        long long call = atomic_fetch_add(&fault.calls, 1) + 1;

        return call % fault.n == 0 && fails_in_child(call);
    }
    return fault_now(&fault);
}

void *malloc(size_t size)
{
    if (fails(__builtin_return_address(0))) {
        errno = ENOMEM;
        return NULL;
    }
    return __libc_malloc(size);
}

void *calloc(size_t n, size_t size)
{
    if (fails(__builtin_return_address(0))) {
        errno = ENOMEM;
        return NULL;
    }
    return __libc_calloc(n, size);
}

void *realloc(void *p, size_t size)
{
    if (fails(__builtin_return_address(0))) {
        errno = ENOMEM;
        return NULL;
    }
    return __libc_realloc(p, size);
}
