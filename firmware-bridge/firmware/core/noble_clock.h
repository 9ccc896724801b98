// Payloads of NOBLE_TYPE_CLOCK_PROBE and NOBLE_TYPE_CLOCK_REPLY.
#ifndef NOBLE_CLOCK_H
#define NOBLE_CLOCK_H

#include <stddef.h>
#include <stdint.h>

#include "noble_check.h"

typedef struct {
    uint32_t number;
    uint64_t host_time; // nanoseconds on the host's clock
} noble_clock_probe;

typedef struct {
    uint32_t number;
    uint64_t received_ticks;
    uint64_t sent_ticks;
} noble_clock_reply;

void noble_clock_probe_put(const noble_clock_probe *message, uint8_t payload[NOBLE_CLOCK_PROBE_BYTES]);
void noble_clock_reply_put(const noble_clock_reply *message, uint8_t payload[NOBLE_CLOCK_REPLY_BYTES]);

// WRONG_PAYLOAD_LENGTH: *message is as it was.
noble_error noble_clock_probe_get(const uint8_t *payload, size_t count, noble_clock_probe *message);
noble_error noble_clock_reply_get(const uint8_t *payload, size_t count, noble_clock_reply *message);

#endif
