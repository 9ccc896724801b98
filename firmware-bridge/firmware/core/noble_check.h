// What may go wrong, and whose fault it is.
#ifndef NOBLE_CHECK_H
#define NOBLE_CHECK_H

#include <stdint.h>

#include "noble_protocol.h"

// One of NOBLE_ERROR_*. Errors of the wire are values.
typedef uint8_t noble_error;

// Bad input from outside: the function returns the error.
#define NOBLE_VERIFY(condition, error) \
    do {                               \
        if (!(condition)) {            \
            return (error);            \
        }                              \
    } while (0)

// Our own mistake: the program must not go on. Stays in release builds.
#define NOBLE_ASSERT(condition)                       \
    do {                                              \
        if (!(condition)) {                           \
            noble_assert_failed(__FILE__, __LINE__);  \
        }                                             \
    } while (0)

// Supplied by whoever links the core: a board makes its outputs safe and restarts.
_Noreturn void noble_assert_failed(const char *file, int line);

#endif
