// The charge that a converter gives within a window: the sum of |code - rest| times the ticks that it lasts, by slots of a
// 64th of the window, of the one that runs and the 64 before it. What it says is never less than the charge of the window.
#ifndef NOBLE_CHARGE_H
#define NOBLE_CHARGE_H

#include <stdint.h>

#define NOBLE_CHARGE_SLOTS 65u

typedef struct {
    uint64_t slot_end_ticks;
    uint64_t since_ticks; // charge is counted up to here
    uint64_t total;       // code ticks
    uint32_t slot_ticks;
    uint32_t distance; // |code - rest| now
    uint32_t at;
    uint64_t slots[NOBLE_CHARGE_SLOTS];
} noble_charge;

void noble_charge_init(noble_charge *charge, uint64_t now, uint64_t window_ticks);

// Counts up to now.
void noble_charge_advance(noble_charge *charge, uint64_t now);
// The code changes now.
void noble_charge_set_distance(noble_charge *charge, uint64_t now, uint32_t distance);

// After an advance: the tick at which the total would reach `limit` if nothing changed, or the end of the slot, if that
// comes first.
uint64_t noble_charge_next(const noble_charge *charge, uint64_t limit);

#endif
