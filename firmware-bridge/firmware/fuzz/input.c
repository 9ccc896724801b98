#include "input.h"

static const uint8_t *next;
static size_t left;

void input_begin(const uint8_t *data, size_t size)
{
    next = data;
    left = size;
}

size_t input_left(void)
{
    return left;
}

uint8_t take_u8(void)
{
    if (left == 0) {
        return 0;
    }
    left--;
    return *next++;
}

uint32_t take_u32(void)
{
    uint32_t value = 0;
    for (int i = 0; i < 4; i++) {
        value = value << 8 | take_u8();
    }
    return value;
}
