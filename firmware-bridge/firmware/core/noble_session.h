// A host's stream bound to one start of the device: which command is next, and how the last one went.
#ifndef NOBLE_SESSION_H
#define NOBLE_SESSION_H

#include <stdbool.h>
#include <stdint.h>

#include "noble_check.h"
#include "noble_frame.h"

typedef struct noble_device noble_device;

// The main loop's.
typedef struct {
    uint32_t session; // 0 for none
    uint16_t next_command;
    uint8_t last_result; // NOBLE_RESULT_* of the command before the next
    noble_error last_error;
    bool has_executed;
    uint8_t cause_before; // NOBLE_CAUSE_* before the HELLO that began the session
} noble_session;

// A frame that the receiver has taken, whose last byte came at this moment.
void noble_session_take(noble_device *device, const noble_frame *frame, uint64_t arrived_ticks);

// What a WELCOME says of the cause.
uint8_t noble_session_last_cause(const noble_device *device);

#endif
