// Payload of NOBLE_TYPE_HOST_HEARTBEAT and NOBLE_TYPE_DEVICE_HEARTBEAT.
#ifndef NOBLE_HEARTBEAT_H
#define NOBLE_HEARTBEAT_H

#include <stddef.h>
#include <stdint.h>

#include "noble_check.h"

// `sender_time` is in ticks of the device's timer in a device's heartbeat, in nanoseconds on the experiment clock in a
// host's. BUFFER_TOO_SMALL: nothing is written.
noble_error noble_heartbeat_put(uint64_t sender_time, uint8_t *payload, size_t capacity, size_t *written);

// WRONG_PAYLOAD_LENGTH: *sender_time is as it was.
noble_error noble_heartbeat_get(const uint8_t *payload, size_t count, uint64_t *sender_time);

#endif
