#include "settings.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static const char usage[] =
    "usage: pacemaker --board SOCKET --link SOCKET [--pins SOCKET] [--records FILE] [--period-us N] [--skew-ppm X] [--free]\n"
    "  --board SOCKET   QEMU's end of the board's Ethernet: -netdev stream,server=on,addr.type=unix,addr.path=SOCKET\n"
    "  --link SOCKET    serves the host here\n"
    "  --pins SOCKET    serves whoever drives and watches the pins by bytes here\n"
    "  --records FILE   what the board's outputs did, 16 bytes a record\n"
    "  --period-us N    grants time so often, 10 to 100,000 us; 250 without it\n"
    "  --skew-ppm X     the board's clock runs faster by so much, -1,000 to 1,000\n"
    "  --free           grants no time: the board keeps its own\n"
    "Commands on standard input, a line each: stop, release, high N, low N, skew PPB, partner follows|inverts|dead, restart\n";

static _Noreturn void fail(const char *option, const char *expected)
{
    fprintf(stderr, "pacemaker: %s: expected %s\n", option, expected);
    exit(2);
}

static double number_of(const char *option, const char *text, double lowest, double highest, const char *expected)
{
    char *end;
    const double value = strtod(text, &end);
    if (end == text || *end != 0 || !(value >= lowest && value <= highest)) {
        fail(option, expected);
    }
    return value;
}

settings settings_read(int count, char **words)
{
    settings s = {.period_nanoseconds = 250000};
    for (int i = 1; i < count; i++) {
        const char *option = words[i];
        if (strcmp(option, "--help") == 0) {
            fputs(usage, stdout);
            exit(0);
        }
        if (strcmp(option, "--free") == 0) {
            s.is_free = true;
            continue;
        }
        const char *value = words[++i];
        if (value == NULL) {
            fail(option, "a value after it");
        }
        if (strcmp(option, "--board") == 0) {
            s.board = value;
        } else if (strcmp(option, "--link") == 0) {
            s.link = value;
        } else if (strcmp(option, "--pins") == 0) {
            s.pins = value;
        } else if (strcmp(option, "--records") == 0) {
            s.records = value;
        } else if (strcmp(option, "--period-us") == 0) {
            s.period_nanoseconds = (long long)(number_of(option, value, 10, 100000, "10 to 100000") * 1000);
        } else if (strcmp(option, "--skew-ppm") == 0) {
            s.skew_ppm = number_of(option, value, -1000, 1000, "-1000 to 1000");
        } else {
            fail(option, "an option of --help");
        }
    }
    if (s.board == NULL || s.link == NULL) {
        fail(s.board == NULL ? "--board" : "--link", "the path of a socket");
    }
    return s;
}
