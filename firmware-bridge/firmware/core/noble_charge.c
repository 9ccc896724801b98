#include "noble_charge.h"

#include <stddef.h>
#include <string.h>

#include "noble_check.h"

void noble_charge_init(noble_charge *charge, uint64_t now, uint64_t window_ticks)
{
    NOBLE_ASSERT(charge != NULL && window_ticks > 0);
    memset(charge, 0, sizeof *charge);
    // Rounded up, so that 64 slots are no less than the window.
    const uint64_t slot_ticks = (window_ticks + NOBLE_CHARGE_SLOTS - 2u) / (NOBLE_CHARGE_SLOTS - 1u);
    NOBLE_ASSERT(slot_ticks <= UINT32_MAX);
    charge->slot_ticks = (uint32_t)slot_ticks;
    charge->since_ticks = now;
    charge->slot_end_ticks = now + slot_ticks;
}

static void count_until(noble_charge *charge, uint64_t tick)
{
    const uint64_t amount = (tick - charge->since_ticks) * charge->distance;
    charge->slots[charge->at] += amount;
    charge->total += amount;
    charge->since_ticks = tick;
}

void noble_charge_advance(noble_charge *charge, uint64_t now)
{
    // After so long the slots hold nothing but what the present code has given.
    const uint64_t whole_ticks = (uint64_t)charge->slot_ticks * (NOBLE_CHARGE_SLOTS + 1u);
    if (now - charge->since_ticks > 2u * whole_ticks) {
        memset(charge->slots, 0, sizeof charge->slots);
        charge->total = 0;
        charge->since_ticks = now - whole_ticks;
        charge->slot_end_ticks = charge->since_ticks + charge->slot_ticks;
    }
    while (now >= charge->slot_end_ticks) {
        count_until(charge, charge->slot_end_ticks);
        charge->at = charge->at + 1u == NOBLE_CHARGE_SLOTS ? 0 : charge->at + 1u;
        charge->total -= charge->slots[charge->at];
        charge->slots[charge->at] = 0;
        charge->slot_end_ticks += charge->slot_ticks;
    }
    count_until(charge, now);
}

void noble_charge_set_distance(noble_charge *charge, uint64_t now, uint32_t distance)
{
    noble_charge_advance(charge, now);
    charge->distance = distance;
}

uint64_t noble_charge_next(const noble_charge *charge, uint64_t limit)
{
    if (charge->total >= limit) {
        return charge->since_ticks;
    }
    const uint64_t left = limit - charge->total;
    const uint64_t until_slot_end = charge->slot_end_ticks - charge->since_ticks;
    // A division only where the limit lies within the slot: it is slow on small processors.
    if (until_slot_end * charge->distance <= left) {
        return charge->slot_end_ticks;
    }
    return charge->since_ticks + left / charge->distance;
}
