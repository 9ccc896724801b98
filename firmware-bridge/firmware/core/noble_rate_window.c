#include "noble_rate_window.h"

#include <stddef.h>
#include <string.h>

#include "noble_check.h"

void noble_rate_window_init(noble_rate_window *window, uint32_t ticks_per_second)
{
    NOBLE_ASSERT(window != NULL && ticks_per_second > 0);
    memset(window, 0, sizeof *window);
    // Rounded up, so that a hundred slots are no less than a second.
    window->slot_ticks = ticks_per_second / 100u + (ticks_per_second % 100u != 0 ? 1u : 0u);
}

static void advance(noble_rate_window *window, uint64_t now)
{
    if (now < window->slot_end_ticks) {
        return;
    }
    const uint64_t behind_ticks = now - window->slot_end_ticks;
    if (behind_ticks >= (uint64_t)window->slot_ticks * NOBLE_RATE_SLOTS) {
        memset(window->counts, 0, sizeof window->counts);
        window->total = 0;
        window->slot_end_ticks = now + window->slot_ticks;
        return;
    }
    while (now >= window->slot_end_ticks) {
        window->at = window->at + 1u == NOBLE_RATE_SLOTS ? 0 : window->at + 1u;
        window->total -= window->counts[window->at];
        window->counts[window->at] = 0;
        window->slot_end_ticks += window->slot_ticks;
    }
}

uint32_t noble_rate_window_left(noble_rate_window *window, uint64_t now, uint32_t most)
{
    advance(window, now);
    return window->total < most ? most - window->total : 0;
}

void noble_rate_window_take(noble_rate_window *window, uint64_t now, uint32_t count)
{
    advance(window, now);
    window->counts[window->at] += count;
    window->total += count;
}
