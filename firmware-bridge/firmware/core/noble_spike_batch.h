// Payload of NOBLE_TYPE_SPIKE_BATCH: spikes to emit, each at its moment of the device's timer.
#ifndef NOBLE_SPIKE_BATCH_H
#define NOBLE_SPIKE_BATCH_H

#include "noble_records.h"

typedef struct {
    uint64_t time_ticks; // the device's timer; 64 bits, so that it does not wrap in practice
    uint16_t line;
} noble_spike;

// A batch that has been checked; its records lie in the payload that it was read from.
typedef struct {
    uint16_t number; // of the command
    noble_records records;
} noble_spike_batch;

// Writes the spikes, which are in the order of time and none before the base time.
// COUNT_OUT_OF_RANGE, BUFFER_TOO_SMALL, TIMES_OUT_OF_ORDER, TIME_OUT_OF_RANGE; on an error *written is 0.
noble_error noble_spike_batch_put(
    uint16_t number, uint64_t base_time_ticks, const noble_spike *spikes, size_t count, uint8_t *payload, size_t capacity,
    size_t *written);

// Checks every record.
// WRONG_PAYLOAD_LENGTH, COUNT_OUT_OF_RANGE, TIMES_OUT_OF_ORDER, TIME_OUT_OF_RANGE; on an error *batch is as it was.
noble_error noble_spike_batch_get(const uint8_t *payload, size_t count, noble_spike_batch *batch);

// Spike `index` of a batch that noble_spike_batch_get has checked.
noble_spike noble_spike_batch_at(const noble_spike_batch *batch, size_t index);

#endif
