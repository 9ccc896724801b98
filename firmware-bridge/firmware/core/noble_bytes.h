// Little-endian numbers at any address, on any processor.
#ifndef NOBLE_BYTES_H
#define NOBLE_BYTES_H

#include <stdint.h>

static inline void noble_put_u16(uint8_t *bytes, uint16_t value)
{
    bytes[0] = (uint8_t)value;
    bytes[1] = (uint8_t)(value >> 8);
}

static inline void noble_put_u32(uint8_t *bytes, uint32_t value)
{
    noble_put_u16(bytes, (uint16_t)value);
    noble_put_u16(bytes + 2, (uint16_t)(value >> 16));
}

static inline void noble_put_u64(uint8_t *bytes, uint64_t value)
{
    noble_put_u32(bytes, (uint32_t)value);
    noble_put_u32(bytes + 4, (uint32_t)(value >> 32));
}

static inline uint16_t noble_get_u16(const uint8_t *bytes)
{
    return (uint16_t)(bytes[0] | (uint16_t)(bytes[1] << 8));
}

static inline uint32_t noble_get_u32(const uint8_t *bytes)
{
    return noble_get_u16(bytes) | (uint32_t)noble_get_u16(bytes + 2) << 16;
}

static inline uint64_t noble_get_u64(const uint8_t *bytes)
{
    return noble_get_u32(bytes) | (uint64_t)noble_get_u32(bytes + 4) << 32;
}

#endif
