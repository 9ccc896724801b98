// Payload of NOBLE_TYPE_INPUT_EVENTS: edges and samples, each with its moment of the device's timer.
#ifndef NOBLE_INPUT_EVENTS_H
#define NOBLE_INPUT_EVENTS_H

#include "noble_records.h"

typedef struct {
    uint64_t time_ticks;
    uint32_t number; // over all events since the start, lost ones among them
    uint8_t kind;    // NOBLE_INPUT_*
    uint8_t channel;
    uint16_t value; // the converter's code; 0 for an edge
} noble_input_event;

typedef struct {
    uint32_t first; // number of the first event
    noble_records records;
} noble_input_events;

// Writes events whose numbers follow each other, in the order of time; the first event's time is the base time.
// COUNT_OUT_OF_RANGE, BUFFER_TOO_SMALL, TIMES_OUT_OF_ORDER, TIME_OUT_OF_RANGE; on an error *written is 0.
noble_error noble_input_events_put(
    const noble_input_event *events, size_t count, uint8_t *payload, size_t capacity, size_t *written);

// Errors as those of noble_spike_batch_get, then VALUE_OUT_OF_RANGE for a kind that there is not; on an error *events means
// nothing.
noble_error noble_input_events_get(const uint8_t *payload, size_t count, noble_input_events *events);

noble_input_event noble_input_events_at(const noble_input_events *events, size_t index);

#endif
