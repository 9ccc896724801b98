// Spikes that wait for their turn: accepted by the main loop, drawn by the timer's interrupt, withdrawn by ranges.
#ifndef NOBLE_SCHEDULE_H
#define NOBLE_SCHEDULE_H

#include <stdbool.h>
#include <stdint.h>

#include "noble_command.h"
#include "noble_spike_batch.h"
#include "noble_timed_queue.h"

typedef struct noble_device noble_device;

#define NOBLE_SPIKE_CAPACITY 1024u
#define NOBLE_CANCEL_RANGES 8u
// Spikes that the interrupt draws ahead of their time, to have them ready at their tick.
#define NOBLE_HAND 16u

typedef struct {
    uint64_t from_ticks;
    uint64_t to_ticks;  // exclusive
    uint32_t next_order; // spikes of this order of arrival, or later, came after the command
    uint16_t line;
} noble_cancel_range;

// Read and written under noble_board_lock.
typedef struct {
    noble_timed_queue queue;
    uint32_t next_order;
    uint8_t ranges_count;
    uint8_t hand_count;
    noble_cancel_range ranges[NOBLE_CANCEL_RANGES];
    noble_timed hand[NOBLE_HAND]; // the soonest first
    noble_timed items[NOBLE_SPIKE_CAPACITY];
} noble_schedule;

void noble_schedule_init(noble_schedule *schedule);

// Main loop; both return NOBLE_RESULT_*. A spike is counted by what became of it.
uint8_t noble_schedule_accept(noble_device *device, const noble_spike *spike);
uint8_t noble_schedule_cancel(noble_device *device, const noble_cancel *cancel);
// Forgets the ranges that can withdraw nothing any more.
void noble_schedule_forget_ranges(noble_schedule *schedule);

// The rest under noble_board_lock.
uint32_t noble_schedule_pending(const noble_schedule *schedule);

// The time of the soonest; UINT64_MAX and false where there is none.
bool noble_schedule_next(const noble_schedule *schedule, uint64_t *time_ticks);

// Draws what comes up to this moment into the hand, as far as it has room and the time until the first of it allows; what
// is withdrawn is dropped instead. A bounded number of them: call it again while something is due.
void noble_schedule_draw(noble_device *device, uint64_t until_ticks);

// The first `count` of the hand have had their turn.
void noble_schedule_played(noble_schedule *schedule, uint32_t count);

// Forgets everything, and counts it as discarded.
void noble_schedule_discard(noble_device *device);

#endif
