// Microchip MCP4922: two 12-bit DACs on SPI. Data sheet DS22250A, register 5-1.
// SPI mode 0, at most 20 MHz, 16 bits a command, most significant first; the output changes at CS's rising edge where LDAC is low.
#ifndef MCP4922_H
#define MCP4922_H

#include <stdint.h>

#define MCP4922_CHANNELS 2u
#define MCP4922_BITS 12u

// The command that sets a channel (0 is A, 1 is B) to a code: output on, gain 1, reference unbuffered, so that it may reach
// the supply. Channels from 2 on and codes from 4,096 on are the caller's mistake.
uint16_t mcp4922_command(uint8_t channel, uint16_t code);

#endif
