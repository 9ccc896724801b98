// How much a converter has delivered within the last window: the sum of |code - rest| x ticks, by thirty-seconds of the
// window, of the one that runs and the 32 before it, so that it is never less than what the window holds.
#ifndef NOBLE_CHARGE_H
#define NOBLE_CHARGE_H

#include <stdint.h>

#define NOBLE_CHARGE_SLOTS 33u

typedef struct {
    uint64_t slot_end_ticks;
    uint64_t last_ticks;
    uint64_t total; // code x ticks
    uint32_t slot_ticks;
    uint32_t at;
    uint64_t sums[NOBLE_CHARGE_SLOTS];
} noble_charge;

void noble_charge_init(noble_charge *charge, uint64_t window_ticks);

// Another window: what has been delivered counts as if it had been just now.
void noble_charge_resize(noble_charge *charge, uint64_t now, uint64_t window_ticks);

// Since the last call the converter has been so many codes away from rest. Returns the total.
uint64_t noble_charge_add(noble_charge *charge, uint64_t now, uint32_t codes);

// When the oldest part of what has been delivered stops to count.
static inline uint64_t noble_charge_next(const noble_charge *charge)
{
    return charge->slot_end_ticks;
}

#endif
