// Edges and samples, from the interrupts that take them to the frames that carry them.
#ifndef NOBLE_INPUTS_H
#define NOBLE_INPUTS_H

#include <stdbool.h>
#include <stdint.h>

#include "noble_input_events.h"

typedef struct noble_device noble_device;

#define NOBLE_INPUT_CAPACITY 256u
#define NOBLE_EDGE_INPUTS_MAX 32u

_Static_assert((NOBLE_INPUT_CAPACITY & (NOBLE_INPUT_CAPACITY - 1)) == 0, "positions wrap with their 32 bits");

// Read and written under noble_board_lock.
typedef struct {
    uint32_t pushed; // counts for ever
    uint32_t popped;
    uint64_t next_sample_ticks; // UINT64_MAX for never
    uint8_t next_channel;
    uint64_t last_edge_ticks[NOBLE_EDGE_INPUTS_MAX]; // one more than the tick of an input's last edge; 0 where it had none
    noble_input_event ring[NOBLE_INPUT_CAPACITY];
    noble_input_event batch[NOBLE_INPUT_EVENTS_MAX]; // the main loop's
} noble_inputs;

void noble_inputs_init(noble_device *device);

// From an interrupt.
void noble_inputs_on_edge(noble_device *device, uint8_t input, bool high, uint64_t now);

// Under noble_board_lock: the converters' next moment, UINT64_MAX for never; one of them, which is due; a new interval.
uint64_t noble_inputs_next_sample(const noble_device *device);
void noble_inputs_sample(noble_device *device, uint64_t now);
void noble_inputs_restart(noble_device *device, uint64_t now);

// Main loop: sends what there is, as far as there is room for it.
void noble_inputs_send(noble_device *device);
bool noble_inputs_is_empty(const noble_device *device);

#endif
