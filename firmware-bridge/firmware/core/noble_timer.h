// The timer's interrupt: waits out the last few ticks before whatever comes next, does it, and asks for its next call.
// Spikes come first; converters are served in the gaps between them, or when they have waited for long.
#ifndef NOBLE_TIMER_H
#define NOBLE_TIMER_H

#include <stdint.h>

typedef struct noble_device noble_device;

typedef struct {
    uint64_t wake_ticks; // what the board was asked for; UINT64_MAX for never
} noble_timer;

void noble_timer_run(noble_device *device);

// Under noble_board_lock. Asks the board for the next call; hasten where something new may come before all else.
void noble_timer_plan(noble_device *device);
void noble_timer_hasten(noble_device *device, uint64_t time_ticks);

#endif
