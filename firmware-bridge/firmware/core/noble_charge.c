#include "noble_charge.h"

#include <stddef.h>
#include <string.h>

#include "noble_check.h"

static uint32_t slot_of(uint64_t window_ticks)
{
    const uint64_t slots = NOBLE_CHARGE_SLOTS - 1u;
    const uint64_t ticks = (window_ticks + slots - 1u) / slots;
    NOBLE_ASSERT(ticks > 0 && ticks <= UINT32_MAX);
    return (uint32_t)ticks;
}

void noble_charge_init(noble_charge *charge, uint64_t window_ticks)
{
    NOBLE_ASSERT(charge != NULL);
    memset(charge, 0, sizeof *charge);
    charge->slot_ticks = slot_of(window_ticks);
}

void noble_charge_resize(noble_charge *charge, uint64_t now, uint64_t window_ticks)
{
    const uint64_t total = charge->total;
    noble_charge_init(charge, window_ticks);
    charge->sums[0] = total;
    charge->total = total;
    charge->last_ticks = now;
    charge->slot_end_ticks = now + charge->slot_ticks;
}

static void next_slot(noble_charge *charge)
{
    charge->at = charge->at + 1u == NOBLE_CHARGE_SLOTS ? 0 : charge->at + 1u;
    charge->total -= charge->sums[charge->at];
    charge->sums[charge->at] = 0;
    charge->slot_end_ticks += charge->slot_ticks;
}

static void add_until(noble_charge *charge, uint64_t until, uint32_t codes)
{
    const uint64_t delivered = (until - charge->last_ticks) * codes;
    charge->sums[charge->at] += delivered;
    charge->total += delivered;
    charge->last_ticks = until;
}

uint64_t noble_charge_add(noble_charge *charge, uint64_t now, uint32_t codes)
{
    const uint64_t window_ticks = (uint64_t)charge->slot_ticks * NOBLE_CHARGE_SLOTS;
    if (now >= charge->slot_end_ticks && now - charge->slot_end_ticks >= window_ticks) {
        // Nothing older than the window counts, and a loop over every slot that has passed would have no bound.
        memset(charge->sums, 0, sizeof charge->sums);
        charge->total = 0;
        charge->last_ticks = now - window_ticks;
        charge->slot_end_ticks = charge->last_ticks + charge->slot_ticks;
    }
    while (now >= charge->slot_end_ticks) {
        add_until(charge, charge->slot_end_ticks, codes);
        next_slot(charge);
    }
    add_until(charge, now, codes);
    return charge->total;
}
