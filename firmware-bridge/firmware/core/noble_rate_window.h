// At most so many events in any second: counts by hundredths of a second, of the one that runs and the hundred before it.
// It may refuse up to a hundredth of a second longer than it must, and never lets one too many through.
#ifndef NOBLE_RATE_WINDOW_H
#define NOBLE_RATE_WINDOW_H

#include <stdbool.h>
#include <stdint.h>

#define NOBLE_RATE_SLOTS 101u

typedef struct {
    uint64_t slot_end_ticks;
    uint32_t slot_ticks;
    uint32_t total;
    uint32_t at;
    uint32_t counts[NOBLE_RATE_SLOTS];
} noble_rate_window;

void noble_rate_window_init(noble_rate_window *window, uint32_t ticks_per_second);

// Counts one, unless the last second has had `most` of them.
bool noble_rate_window_take(noble_rate_window *window, uint64_t now, uint32_t most);

#endif
