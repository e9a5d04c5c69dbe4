#include "math/gsl_memory.h"

#include <gsl/gsl_errno.h>

#include "base/alloc.h"

static void on_error(const char *reason, const char *file, int line, int code)
{
    if (code == GSL_ENOMEM)
        cairn_out_of_memory();
    gsl_set_error_handler(NULL);
    gsl_error(reason, file, line, code);
}

void cairn_gsl_never_lacks_memory(void)
{
    gsl_set_error_handler(on_error);
}
