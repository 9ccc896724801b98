#include "noble_crc32.h"

#include "noble_protocol.h"

// The CRC of each half byte: 64 bytes of flash, where a table of whole bytes takes 1,024.
static const uint32_t half_byte[16] = {
    0x00000000u, 0x1DB71064u, 0x3B6E20C8u, 0x26D930ACu, 0x76DC4190u, 0x6B6B51F4u, 0x4DB26158u, 0x5005713Cu,
    0xEDB88320u, 0xF00F9344u, 0xD6D6A3E8u, 0xCB61B38Cu, 0x9B64C2B0u, 0x86D3D2D4u, 0xA00AE278u, 0xBDBDF21Cu,
};

uint32_t noble_crc32_begin(void)
{
    return NOBLE_CRC_INITIAL;
}

uint32_t noble_crc32_update(uint32_t running, const uint8_t *bytes, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        running ^= bytes[i];
        running = running >> 4 ^ half_byte[running & 15u];
        running = running >> 4 ^ half_byte[running & 15u];
    }
    return running;
}

uint32_t noble_crc32_end(uint32_t running)
{
    return running ^ NOBLE_CRC_FINAL_XOR;
}

uint32_t noble_crc32(const uint8_t *bytes, size_t count)
{
    return noble_crc32_end(noble_crc32_update(noble_crc32_begin(), bytes, count));
}
