// Command words of the converters against their data sheets.
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>

#include "mcp3208.h"
#include "mcp4922.h"
#include "noble_check.h"

static int failed;
static int passed;

static void equal(const char *what, uint32_t expected, uint32_t found)
{
    if (expected == found) {
        passed++;
        return;
    }
    failed++;
    printf("FAILED: %s: expected 0x%X, found 0x%X\n", what, (unsigned)expected, (unsigned)found);
}

_Noreturn void noble_assert_failed(const char *file, int line)
{
    printf("FAILED: assertion at %s:%d\n", file, line);
    exit(1);
}

static void mcp4922(void)
{
    equal("MCP4922 A, 0", 0x3000, mcp4922_command(0, 0));
    equal("MCP4922 A, 4095", 0x3FFF, mcp4922_command(0, 4095));
    equal("MCP4922 B, 2048", 0xB800, mcp4922_command(1, 2048));
}

static void mcp3208(void)
{
    static const uint8_t first[] = {0x06, 0x06, 0x06, 0x06, 0x07, 0x07, 0x07, 0x07};
    static const uint8_t second[] = {0x00, 0x40, 0x80, 0xC0, 0x00, 0x40, 0x80, 0xC0};
    for (uint8_t channel = 0; channel < MCP3208_CHANNELS; channel++) {
        equal("MCP3208 first byte", first[channel], mcp3208_command(channel, 0));
        equal("MCP3208 second byte", second[channel], mcp3208_command(channel, 1));
        equal("MCP3208 third byte", 0, mcp3208_command(channel, 2));
    }
    uint16_t code = 0;
    equal("MCP3208 answers", 1, mcp3208_code((const uint8_t[]){0xFF, 0xEA, 0xBC}, &code));
    equal("MCP3208 code", 0xABC, code);
    equal("MCP3208 not there, line high", 0, mcp3208_code((const uint8_t[]){0xFF, 0xFF, 0xFF}, &code));
}

int main(void)
{
    static void (*const tests[])(void) = {
        mcp4922,
        mcp3208,
    };
    const int count = (int)(sizeof tests / sizeof tests[0]);
    int wrong = 0;
    for (int i = 0; i < count; i++) {
        const int before = failed;
        tests[i]();
        wrong += failed > before;
    }
    printf("%d checks held\n", passed);
    printf("%d passed, %d failed\n", count - wrong, wrong);
    return wrong == 0 ? 0 : 1;
}
