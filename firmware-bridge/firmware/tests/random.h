// xorshift64*, seeded: the same bytes on every machine.
#ifndef RANDOM_H
#define RANDOM_H

#include <stddef.h>
#include <stdint.h>

typedef struct {
    uint64_t state; // not 0
} random_source;

uint32_t random_next(random_source *source);
// 0 to below - 1.
uint32_t random_below(random_source *source, uint32_t below);
void random_bytes(random_source *source, uint8_t *bytes, size_t count);

#endif
