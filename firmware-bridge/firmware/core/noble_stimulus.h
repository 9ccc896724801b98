// Payload of NOBLE_TYPE_STIMULUS: converter codes, each to be set at its moment of the device's timer.
#ifndef NOBLE_STIMULUS_H
#define NOBLE_STIMULUS_H

#include "noble_records.h"

typedef struct {
    uint64_t time_ticks;
    uint16_t channel; // the high byte is 0 in every good record
    uint16_t code;
} noble_stimulus_level;

typedef struct {
    uint16_t number; // of the command
    noble_records records;
} noble_stimulus;

// As noble_spike_batch_put.
noble_error noble_stimulus_put(
    uint16_t number, uint64_t base_time_ticks, const noble_stimulus_level *levels, size_t count, uint8_t *payload,
    size_t capacity, size_t *written);

// Checks all but channels and codes, whose limits are the device's. Errors as those of noble_spike_batch_get.
noble_error noble_stimulus_get(const uint8_t *payload, size_t count, noble_stimulus *stimulus);

noble_stimulus_level noble_stimulus_at(const noble_stimulus *stimulus, size_t index);

#endif
