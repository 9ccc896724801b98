// The number that begins every command, the short commands, their acknowledgement, and the messages without a payload.
#ifndef NOBLE_COMMAND_H
#define NOBLE_COMMAND_H

#include <stddef.h>
#include <stdint.h>

#include "noble_check.h"

typedef struct {
    uint16_t number; // of the command
    uint16_t line;   // or NOBLE_CANCEL_EVERY_LINE
    uint64_t from_ticks;
    uint64_t to_ticks; // exclusive
} noble_cancel;

typedef struct {
    uint32_t session;
    uint16_t command;
    uint16_t next_command;
    uint8_t result; // NOBLE_RESULT_*
    noble_error error;
    uint8_t state; // NOBLE_STATE_*
    uint8_t cause; // NOBLE_CAUSE_*
    uint16_t free_spikes;
    uint16_t free_stimuli;
} noble_acknowledge;

// WRONG_PAYLOAD_LENGTH where the payload is too short for a number: *number is as it was.
noble_error noble_command_number_get(const uint8_t *payload, size_t count, uint16_t *number);

void noble_arm_put(uint16_t number, uint8_t payload[NOBLE_ARM_BYTES]);
// WRONG_PAYLOAD_LENGTH.
noble_error noble_arm_get(const uint8_t *payload, size_t count, uint16_t *number);

void noble_cancel_put(const noble_cancel *message, uint8_t payload[NOBLE_CANCEL_BYTES]);
// WRONG_PAYLOAD_LENGTH; TIME_OUT_OF_RANGE where from is above to. On an error *message is as it was.
noble_error noble_cancel_get(const uint8_t *payload, size_t count, noble_cancel *message);

void noble_acknowledge_put(const noble_acknowledge *message, uint8_t payload[NOBLE_ACKNOWLEDGE_BYTES]);
// WRONG_PAYLOAD_LENGTH: *message is as it was.
noble_error noble_acknowledge_get(const uint8_t *payload, size_t count, noble_acknowledge *message);

// WRONG_PAYLOAD_LENGTH where there is a payload.
noble_error noble_no_payload(size_t count);

#endif
