// Payloads of NOBLE_TYPE_HOST_HEARTBEAT and NOBLE_TYPE_DEVICE_HEARTBEAT.
#ifndef NOBLE_HEARTBEAT_H
#define NOBLE_HEARTBEAT_H

#include <stddef.h>
#include <stdint.h>

#include "noble_check.h"

typedef struct {
    uint32_t session;
    uint64_t host_time; // nanoseconds on the host's clock
} noble_host_heartbeat;

typedef struct {
    uint32_t session;
    uint32_t boot;
    uint64_t device_time; // ticks
    uint8_t state;        // NOBLE_STATE_*
    uint8_t cause;        // NOBLE_CAUSE_*
    uint16_t free_spikes;
    uint16_t free_stimuli;
    uint16_t next_command;
    uint32_t accepted;
    uint32_t emitted;
    uint32_t late_on_arrival;
    uint32_t late_at_emission;
    uint32_t refused;
    uint32_t withdrawn;
} noble_device_heartbeat;

void noble_host_heartbeat_put(const noble_host_heartbeat *message, uint8_t payload[NOBLE_HOST_HEARTBEAT_BYTES]);
void noble_device_heartbeat_put(const noble_device_heartbeat *message, uint8_t payload[NOBLE_DEVICE_HEARTBEAT_BYTES]);

// WRONG_PAYLOAD_LENGTH: *message is as it was.
noble_error noble_host_heartbeat_get(const uint8_t *payload, size_t count, noble_host_heartbeat *message);
noble_error noble_device_heartbeat_get(const uint8_t *payload, size_t count, noble_device_heartbeat *message);

#endif
