#include "check.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "noble_check.h"

#define GUARD 0xAA

jmp_buf check_trap;
bool check_trap_armed;

static int failures;
static bool is_quiet;

bool check_that(bool condition, const char *text, const char *file, int line)
{
    if (!condition) {
        failures++;
        if (!is_quiet) {
            printf("%s:%d: %s\n", file, line, text);
        }
    }
    return condition;
}

int check_take_failures(void)
{
    const int taken = failures;
    failures = 0;
    return taken;
}

void check_be_quiet(bool quiet)
{
    is_quiet = quiet;
}

void guard_fill(uint8_t *buffer, size_t size)
{
    memset(buffer, GUARD, size);
}

bool guard_is_intact(const uint8_t *buffer, size_t used, size_t size)
{
    for (size_t i = used; i < size; i++) {
        if (buffer[i] != GUARD) {
            return false;
        }
    }
    return true;
}

_Noreturn void noble_assert_failed(const char *file, int line)
{
    if (check_trap_armed) {
        check_trap_armed = false;
        longjmp(check_trap, 1);
    }
    printf("%s:%d: assertion of the core failed\n", file, line);
    abort();
}
