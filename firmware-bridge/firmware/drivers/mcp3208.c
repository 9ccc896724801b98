#include "mcp3208.h"

#include "noble_check.h"

#define START_SINGLE_ENDED 0x06u
#define NULL_BIT 0x10u

uint8_t mcp3208_command(uint8_t channel, uint8_t at)
{
    NOBLE_ASSERT(channel < MCP3208_CHANNELS && at < MCP3208_BYTES);
    switch (at) {
    case 0:
        return (uint8_t)(START_SINGLE_ENDED | channel >> 2);
    case 1:
        return (uint8_t)(channel << 6);
    default:
        return 0;
    }
}

bool mcp3208_code(const uint8_t answer[MCP3208_BYTES], uint16_t *code)
{
    *code = (uint16_t)((answer[1] & 0x0Fu) << 8 | answer[2]);
    return (answer[1] & NULL_BIT) == 0;
}
