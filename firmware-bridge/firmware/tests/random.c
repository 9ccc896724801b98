#include "random.h"

uint32_t random_next(random_source *source)
{
    source->state ^= source->state >> 12;
    source->state ^= source->state << 25;
    source->state ^= source->state >> 27;
    return (uint32_t)(source->state * 0x2545F4914F6CDD1Du >> 32);
}

uint32_t random_below(random_source *source, uint32_t below)
{
    return random_next(source) % below;
}

void random_bytes(random_source *source, uint8_t *bytes, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        bytes[i] = (uint8_t)random_next(source);
    }
}
