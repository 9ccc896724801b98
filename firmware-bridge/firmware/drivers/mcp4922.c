#include "mcp4922.h"

#include "noble_check.h"

#define CHANNEL_B (1u << 15)
#define GAIN_1 (1u << 13)
#define OUTPUT_ON (1u << 12)

uint16_t mcp4922_command(uint8_t channel, uint16_t code)
{
    NOBLE_ASSERT(channel < MCP4922_CHANNELS && code < 1u << MCP4922_BITS);
    return (uint16_t)((channel == 1u ? CHANNEL_B : 0u) | GAIN_1 | OUTPUT_ON | code);
}
