// Spikes onto the outputs: pulses and AER events, and the limits of both.
//
// A spike is made ready ahead of its tick, so that at the tick there is nothing left to do but to compare and to write.
#ifndef NOBLE_EMITTER_H
#define NOBLE_EMITTER_H

#include <stdbool.h>
#include <stdint.h>

#include "noble_rate_window.h"

typedef struct noble_device noble_device;

#define NOBLE_LINES_MAX 32u
// Lines, or AER addresses, that share a place here are held apart by the line interval like one.
#define NOBLE_LINE_PLACES 512u

// Spikes of the hand that share a tick, ready to leave.
typedef struct {
    uint64_t time_ticks;
    uint32_t on;      // lines
    uint32_t limited; // bits of the hand's places: not to be emitted
    uint8_t count;    // of the hand; 0 where nothing is ready
} noble_moment;

// Read and written under noble_board_lock.
typedef struct {
    noble_moment moment;
    uint32_t active; // lines at their active level
    bool aer_requested;
    uint64_t pulse_end_ticks[NOBLE_LINES_MAX];
    uint64_t line_last_ticks[NOBLE_LINE_PLACES]; // one more than the tick of a line's last spike; 0 where it had none
    noble_rate_window rate;
} noble_emitter;

void noble_emitter_init(noble_device *device);

// The rest under noble_board_lock.

// Outputs at rest and nothing pending, which counts as discarded.
void noble_emitter_make_safe(noble_device *device);

// When the outputs change next; UINT64_MAX for never.
uint64_t noble_emitter_next(const noble_device *device);

// Makes ready what leaves next, if that is soon, and returns when the outputs change next.
uint64_t noble_emitter_prepare(noble_device *device, uint64_t now);

// Lets go what is ready, if it is time, and ends pulses.
void noble_emitter_play(noble_device *device);

#endif
