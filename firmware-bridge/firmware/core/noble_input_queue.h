// Input events on their way from the interrupts to the main loop. Several interrupts push: under noble_board_lock.
#ifndef NOBLE_INPUT_QUEUE_H
#define NOBLE_INPUT_QUEUE_H

#include <stdbool.h>
#include <stdint.h>

#include "noble_input_events.h"

#define NOBLE_INPUT_CAPACITY 256u

typedef struct {
    uint32_t next_number; // events so far, lost ones among them
    uint16_t first;
    uint16_t count;
    noble_input_event events[NOBLE_INPUT_CAPACITY];
} noble_input_queue;

void noble_input_queue_init(noble_input_queue *queue);

// Numbers the event and keeps it; false where the queue is full and the event lost, which takes its number with it.
bool noble_input_queue_push(noble_input_queue *queue, uint64_t time_ticks, uint8_t kind, uint8_t channel, uint16_t value);

// The event `index` places behind the first; there is one.
const noble_input_event *noble_input_queue_at(const noble_input_queue *queue, uint16_t index);
void noble_input_queue_drop(noble_input_queue *queue, uint16_t count);

#endif
