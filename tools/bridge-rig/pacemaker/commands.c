#include "commands.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "pins.h"

static const struct {
    const char *line;
    uint8_t byte;
} words[] = {
    {"stop", PINS_EMERGENCY_ASSERTED},
    {"release", PINS_EMERGENCY_RELEASED},
    {"partner follows", PINS_PARTNER_FOLLOWS},
    {"partner inverts", PINS_PARTNER_INVERTS},
    {"partner dead", PINS_PARTNER_DEAD},
    {"restart", PINS_RESTART},
};

size_t commands_encode(const char *line, uint8_t *bytes)
{
    long number = 0;
    for (size_t i = 0; i < sizeof words / sizeof words[0]; i++) {
        if (strcmp(line, words[i].line) == 0) {
            bytes[0] = words[i].byte;
            return 1;
        }
    }
    if (sscanf(line, "high %ld", &number) == 1 && number >= 0 && number < (long)PINS_INPUTS) {
        bytes[0] = (uint8_t)(PINS_INPUT_HIGH + number);
        return 1;
    }
    if (sscanf(line, "low %ld", &number) == 1 && number >= 0 && number < (long)PINS_INPUTS) {
        bytes[0] = (uint8_t)(PINS_INPUT_LOW + number);
        return 1;
    }
    if (sscanf(line, "skew %ld", &number) == 1 && number >= -PINS_SKEW_PPB_MAX && number <= PINS_SKEW_PPB_MAX) {
        const uint32_t ppb = (uint32_t)number;
        bytes[0] = PINS_SKEW;
        for (size_t i = 0; i < 4; i++) {
            bytes[1 + i] = (uint8_t)(ppb >> 8 * i);
        }
        return 5;
    }
    return 0;
}
