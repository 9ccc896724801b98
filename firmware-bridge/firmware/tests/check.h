// Checks that count, guards behind buffers, and the trap for assertions of the core.
#ifndef CHECK_H
#define CHECK_H

#include <setjmp.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#define GUARD_BYTES 16

#define CHECK(condition) check_that((condition), #condition, __FILE__, __LINE__)

// Passes when the statement runs into a NOBLE_ASSERT that fails.
#define CHECK_ASSERTS(statement)                                      \
    do {                                                              \
        check_trap_armed = true;                                      \
        if (setjmp(check_trap) == 0) {                                \
            statement;                                                \
            check_trap_armed = false;                                 \
            check_that(false, #statement, __FILE__, __LINE__);        \
        }                                                             \
    } while (0)

extern jmp_buf check_trap;
extern bool check_trap_armed;

bool check_that(bool condition, const char *text, const char *file, int line);

// Failures since the last call.
int check_take_failures(void);
// While quiet, a failure is counted and not printed.
void check_be_quiet(bool quiet);

// Fills a whole buffer with 0xAA; afterwards everything from `used` on must be untouched.
void guard_fill(uint8_t *buffer, size_t size);
bool guard_is_intact(const uint8_t *buffer, size_t used, size_t size);

#endif
