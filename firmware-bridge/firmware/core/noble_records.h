// What spike batches, stimuli and input events have in common: a count, a base time, and records in the order of time,
// each beginning with its ticks after the base time.
#ifndef NOBLE_RECORDS_H
#define NOBLE_RECORDS_H

#include <stddef.h>
#include <stdint.h>

#include "noble_check.h"

typedef struct {
    uint16_t header_bytes;
    uint16_t count_offset;
    uint16_t base_time_offset;
    uint16_t record_bytes;
    uint16_t records_max;
} noble_records_layout;

// Records that have been checked; they lie in the payload that they were read from.
typedef struct {
    uint64_t base_time_ticks;
    uint16_t count;
    const uint8_t *bytes;
} noble_records;

// WRONG_PAYLOAD_LENGTH, COUNT_OUT_OF_RANGE, TIMES_OUT_OF_ORDER, TIME_OUT_OF_RANGE; on an error *records is as it was.
noble_error noble_records_get(
    const noble_records_layout *layout, const uint8_t *payload, size_t count, noble_records *records);

// Checks what is to be put: COUNT_OUT_OF_RANGE, BUFFER_TOO_SMALL; *length is that of the payload.
noble_error noble_records_room(const noble_records_layout *layout, size_t count, size_t capacity, size_t *length);

// Checks the next time that is to be put: TIME_OUT_OF_RANGE, TIMES_OUT_OF_ORDER.
noble_error noble_records_check(uint64_t base_time_ticks, uint64_t previous_ticks, uint64_t time_ticks);

#endif
