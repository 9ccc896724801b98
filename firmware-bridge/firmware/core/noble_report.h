// What the device says: welcomes, heartbeats, acknowledgements, replies, log lines.
#ifndef NOBLE_REPORT_H
#define NOBLE_REPORT_H

#include <stdbool.h>
#include <stdint.h>

#include "noble_check.h"

typedef struct noble_device noble_device;

// The main loop's.
typedef struct {
    uint64_t next_heartbeat_ticks;
    uint64_t next_malformed_log_ticks;
    uint32_t changes;   // of the state, that have been told
    uint32_t malformed; // frames and payloads dropped, that have been told
    bool has_begun;
} noble_report;

// Whether the state has changed since it was told.
bool noble_report_is_due(const noble_device *device);

// What nobody has asked for: the first welcome, heartbeats, log lines.
void noble_report_send(noble_device *device, uint64_t now);

void noble_report_welcome(noble_device *device);
void noble_report_acknowledge(noble_device *device, uint16_t number, uint8_t result, noble_error error);
void noble_report_register(noble_device *device, uint16_t id);
void noble_report_clock(noble_device *device, uint32_t number, uint64_t received_ticks);

#endif
