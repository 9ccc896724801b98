// At most so many events in any second: counts by hundredths of a second, of the one that runs and the 101 before it. A
// hundred make the second; one more is for who asks about a moment that is a little ahead. It may refuse up to two hundredths
// of a second longer than it must, and never lets one too many through.
#ifndef NOBLE_RATE_WINDOW_H
#define NOBLE_RATE_WINDOW_H

#include <stdint.h>

#define NOBLE_RATE_SLOTS 102u

typedef struct {
    uint64_t slot_end_ticks;
    uint32_t slot_ticks;
    uint32_t total;
    uint32_t at;
    uint32_t counts[NOBLE_RATE_SLOTS];
} noble_rate_window;

void noble_rate_window_init(noble_rate_window *window, uint32_t ticks_per_second);

// How many more of `most` a second there may be at this moment, which is not before that of the last call.
uint32_t noble_rate_window_left(noble_rate_window *window, uint64_t now, uint32_t most);

// So many have been.
void noble_rate_window_take(noble_rate_window *window, uint64_t now, uint32_t count);

#endif
