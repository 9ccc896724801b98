#include "options.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "pins.h"

static const char usage[] =
    "usage: noble-simulated-board --link SOCKET [--pins SOCKET] [--record FILE] [--skew-ppb N] [--boot N] [--free]\n"
    "  --link SOCKET   unix socket for the host; one client at a time\n"
    "  --pins SOCKET   unix socket for whoever drives and watches the pins\n"
    "  --record FILE   what the outputs did, 16 bytes a record\n"
    "  --skew-ppb N    the board's clock runs faster by N parts in 10^9, -1,000,000 to 1,000,000\n"
    "  --boot N        the number of this start; without it, one drawn at random\n"
    "  --free          the board's time does not wait for its timer: what this machine is late by shows\n";

static _Noreturn void fail(const char *option, const char *expected)
{
    fprintf(stderr, "noble-simulated-board: %s: expected %s\n", option, expected);
    exit(2);
}

static int64_t number_of(const char *option, const char *text, int64_t lowest, int64_t highest, const char *expected)
{
    char *end;
    errno = 0;
    const long long value = strtoll(text, &end, 10);
    if (errno != 0 || end == text || *end != 0 || value < lowest || value > highest) {
        fail(option, expected);
    }
    return value;
}

options options_read(int count, char **words)
{
    options o = {0};
    for (int i = 1; i < count; i++) {
        const char *option = words[i];
        if (strcmp(option, "--help") == 0) {
            fputs(usage, stdout);
            exit(0);
        }
        if (strcmp(option, "--free") == 0) {
            o.is_free = true;
            continue;
        }
        const char *value = words[++i];
        if (value == NULL) {
            fail(option, "a value after it");
        }
        if (strcmp(option, "--link") == 0) {
            o.link = value;
        } else if (strcmp(option, "--pins") == 0) {
            o.pins = value;
        } else if (strcmp(option, "--record") == 0) {
            o.record = value;
        } else if (strcmp(option, "--skew-ppb") == 0) {
            o.skew_ppb = (int32_t)number_of(option, value, -PINS_SKEW_PPB_MAX, PINS_SKEW_PPB_MAX, "-1000000 to 1000000");
        } else if (strcmp(option, "--boot") == 0) {
            o.boot = (uint32_t)number_of(option, value, 1, UINT32_MAX, "1 to 4294967295");
        } else {
            fail(option, "an option of --help");
        }
    }
    if (o.link == NULL) {
        fail("--link", "the path of a socket");
    }
    return o;
}
