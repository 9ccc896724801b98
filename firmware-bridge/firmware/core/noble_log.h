// Payload of NOBLE_TYPE_LOG: a line of ASCII text.
#ifndef NOBLE_LOG_H
#define NOBLE_LOG_H

#include <stddef.h>
#include <stdint.h>

#include "noble_check.h"

#define NOBLE_LOG_BYTES_MAX (NOBLE_LOG_HEADER_BYTES + NOBLE_LOG_TEXT_BYTES_MAX)

typedef struct {
    uint8_t level; // NOBLE_LOG_*
    uint64_t device_time;
    uint8_t text_bytes;
    char text[NOBLE_LOG_TEXT_BYTES_MAX]; // no zero behind it
} noble_log;

// Begins a line, and adds to it; what does not fit is cut off.
void noble_log_begin(noble_log *message, uint8_t level, uint64_t device_time);
void noble_log_add(noble_log *message, const char *text);
void noble_log_add_number(noble_log *message, uint32_t value);

// Returns the length of the payload.
size_t noble_log_put(const noble_log *message, uint8_t payload[NOBLE_LOG_BYTES_MAX]);
// WRONG_PAYLOAD_LENGTH; VALUE_OUT_OF_RANGE for a level that there is not. On an error *message is as it was.
noble_error noble_log_get(const uint8_t *payload, size_t count, noble_log *message);

#endif
