// The pending spikes: a queue in the order of time, the group that leaves next, and the ranges that have been cancelled.
//
// The group holds the spikes of the next moment. It is taken from the queue before that moment comes, as taking takes
// time, and goes back where an earlier spike arrives. Everything here is for a caller that keeps interrupts off, and is
// done in steps, so that it need not do so for long.
#ifndef NOBLE_SPIKE_SCHEDULE_H
#define NOBLE_SPIKE_SCHEDULE_H

#include <stdbool.h>
#include <stdint.h>

#include "noble_timed_queue.h"

#define NOBLE_SPIKE_CAPACITY 1024u
#define NOBLE_GROUP_SPIKES_MAX 32u
#define NOBLE_CANCELS_MAX 8u

typedef struct {
    uint64_t from_ticks;
    uint64_t to_ticks; // exclusive
    uint32_t order;    // of the first spike that arrived after it, and is none of its business
    uint16_t line;     // or NOBLE_CANCEL_EVERY_LINE
    uint16_t remaining; // spikes that arrived before it and are pending: without any it has done its work
} noble_cancel_range;

typedef struct {
    noble_timed_queue queue;
    noble_timed items[NOBLE_SPIKE_CAPACITY];
    noble_timed group[NOBLE_GROUP_SPIKES_MAX]; // all of one time, in the order of arrival
    uint16_t group_count;
    uint16_t group_max; // 1 where spikes leave one after the other
    uint16_t cancels;
    uint32_t next_order;
    noble_cancel_range cancel[NOBLE_CANCELS_MAX];
} noble_spike_schedule;

void noble_spike_schedule_init(noble_spike_schedule *schedule);
// Spikes of one moment that leave together, 1 to NOBLE_GROUP_SPIKES_MAX. The schedule is empty.
void noble_spike_schedule_set_group(noble_spike_schedule *schedule, uint16_t most);

uint16_t noble_spike_schedule_pending(const noble_spike_schedule *schedule);
// When the next leaves; UINT64_MAX where there is none.
uint64_t noble_spike_schedule_next(const noble_spike_schedule *schedule);

// False where it is full.
bool noble_spike_schedule_add(noble_spike_schedule *schedule, uint64_t time_ticks, uint16_t line);

// One step towards a group of the spikes that leave next; false where there is nothing more to do.
bool noble_spike_schedule_arrange(noble_spike_schedule *schedule);

// False where no other range can be kept.
bool noble_spike_schedule_cancel(noble_spike_schedule *schedule, uint16_t line, uint64_t from_ticks, uint64_t to_ticks);
bool noble_spike_schedule_is_cancelled(const noble_spike_schedule *schedule, const noble_timed *spike);

// The group has left, or will not.
void noble_spike_schedule_end_group(noble_spike_schedule *schedule);

// Empties everything at once.
void noble_spike_schedule_clear(noble_spike_schedule *schedule);

#endif
