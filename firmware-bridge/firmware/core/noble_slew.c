#include "noble_slew.h"

#include <stddef.h>
#include <string.h>

#include "noble_check.h"

void noble_slew_init(noble_slew *slew, uint32_t ticks_per_second)
{
    NOBLE_ASSERT(slew != NULL && ticks_per_second > 0);
    memset(slew, 0, sizeof *slew);
    slew->millisecond_ticks = ticks_per_second / 1000u + (ticks_per_second % 1000u != 0 ? 1u : 0u);
}

static void forget(noble_slew *slew, uint64_t now)
{
    uint32_t old = 0;
    while (old < slew->count && now - slew->changes[old].time_ticks >= slew->millisecond_ticks) {
        old++;
    }
    slew->count -= old;
    for (uint32_t i = 0; old > 0 && i < slew->count; i++) {
        slew->changes[i] = slew->changes[i + old];
    }
}

uint32_t noble_slew_left(noble_slew *slew, uint64_t now, uint32_t most)
{
    forget(slew, now);
    uint32_t taken = 0;
    for (uint32_t i = 0; i < slew->count; i++) {
        taken += slew->changes[i].codes;
    }
    return taken < most ? most - taken : 0;
}

void noble_slew_take(noble_slew *slew, uint64_t now, uint32_t codes)
{
    forget(slew, now);
    uint32_t before = 0;
    if (slew->count == NOBLE_SLEW_CHANGES) {
        slew->count--;
        before = slew->changes[slew->count].codes;
    }
    slew->changes[slew->count] = (noble_slew_change){.time_ticks = now, .codes = before + codes};
    slew->count++;
}

uint64_t noble_slew_next(const noble_slew *slew, uint64_t now)
{
    return slew->count == 0 ? now : slew->changes[slew->count - 1].time_ticks + slew->millisecond_ticks;
}
