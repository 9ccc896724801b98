// CRC-32/ISO-HDLC, a byte at a time or all at once.
#ifndef NOBLE_CRC32_H
#define NOBLE_CRC32_H

#include <stddef.h>
#include <stdint.h>

// A running CRC: begin, any number of updates, end.
uint32_t noble_crc32_begin(void);
uint32_t noble_crc32_update(uint32_t running, const uint8_t *bytes, size_t count);
uint32_t noble_crc32_end(uint32_t running);

uint32_t noble_crc32(const uint8_t *bytes, size_t count);

#endif
