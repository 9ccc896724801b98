// Payload of NOBLE_TYPE_SPIKE_BATCH: spikes to emit, each at its moment of the device's timer.
#ifndef NOBLE_SPIKE_BATCH_H
#define NOBLE_SPIKE_BATCH_H

#include <stddef.h>
#include <stdint.h>

#include "noble_check.h"

typedef struct {
    uint64_t time_ticks; // the device's timer; 64 bits, so that it does not wrap in practice
    uint16_t line;
} noble_spike;

// A batch that has been checked; `records` lies in the payload that it was read from.
typedef struct {
    uint64_t base_time_ticks;
    uint16_t count;
    const uint8_t *records;
} noble_spike_batch;

// Writes the spikes, which are in the order of time and none before the base time.
// SPIKE_COUNT_OUT_OF_RANGE, BUFFER_TOO_SMALL, SPIKES_OUT_OF_ORDER, TIME_OUT_OF_RANGE; on an error nothing is written.
noble_error noble_spike_batch_put(
    uint64_t base_time_ticks, const noble_spike *spikes, size_t count, uint8_t *payload, size_t capacity, size_t *written);

// Checks every record.
// WRONG_PAYLOAD_LENGTH, SPIKE_COUNT_OUT_OF_RANGE, SPIKES_OUT_OF_ORDER, TIME_OUT_OF_RANGE; on an error *batch is as it was.
noble_error noble_spike_batch_get(const uint8_t *payload, size_t count, noble_spike_batch *batch);

// Spike `index` of a batch that noble_spike_batch_get has checked.
noble_spike noble_spike_batch_at(const noble_spike_batch *batch, size_t index);

#endif
