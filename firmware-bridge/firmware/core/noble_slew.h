// At most so much change of a converter's code in any millisecond: the last few changes are remembered until a millisecond
// has passed. Where there are more of them than are remembered, the newest are taken together, as if all were new.
#ifndef NOBLE_SLEW_H
#define NOBLE_SLEW_H

#include <stdint.h>

#define NOBLE_SLEW_CHANGES 8u

typedef struct {
    uint64_t time_ticks;
    uint32_t codes;
} noble_slew_change;

typedef struct {
    uint32_t millisecond_ticks;
    uint32_t count;
    noble_slew_change changes[NOBLE_SLEW_CHANGES]; // the oldest first
} noble_slew;

void noble_slew_init(noble_slew *slew, uint32_t ticks_per_second);

// How far the code may change now, of `most` in a millisecond.
uint32_t noble_slew_left(noble_slew *slew, uint64_t now, uint32_t most);
// The code has changed by so much.
void noble_slew_take(noble_slew *slew, uint64_t now, uint32_t codes);
// When the newest change is a millisecond old, and the whole way is free again; `now` where there is none.
uint64_t noble_slew_next(const noble_slew *slew, uint64_t now);

#endif
