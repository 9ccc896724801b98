// Microchip MCP3208: an ADC of 12 bits with eight inputs on SPI. Data sheet DS21298E, section 6.1.
// SPI mode 0, 24 clocks a conversion in one go of CS; at most 1 MHz at 2.7 V, 2 MHz at 5 V.
#ifndef MCP3208_H
#define MCP3208_H

#include <stdbool.h>
#include <stdint.h>

#define MCP3208_CHANNELS 8u
#define MCP3208_BITS 12u
#define MCP3208_BYTES 3u

// Byte `at` (0 to 2) of what is sent to convert a channel against ground. A channel from 8 on is the caller's mistake.
uint8_t mcp3208_command(uint8_t channel, uint8_t at);

// Of what came back meanwhile. False where nothing answered: the converter pulls the line low for one clock before the code.
bool mcp3208_code(const uint8_t answer[MCP3208_BYTES], uint16_t *code);

#endif
