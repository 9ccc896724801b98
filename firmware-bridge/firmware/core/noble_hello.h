// Payloads of NOBLE_TYPE_HELLO and NOBLE_TYPE_WELCOME.
#ifndef NOBLE_HELLO_H
#define NOBLE_HELLO_H

#include <stddef.h>
#include <stdint.h>

#include "noble_check.h"

typedef struct {
    uint32_t session;
    uint32_t boot;
    uint32_t ticks_per_second;
    uint32_t firmware_version;
    uint32_t capabilities; // NOBLE_CAPABILITY_*
    uint16_t spike_capacity;
    uint16_t stimulus_capacity;
    uint16_t receive_bytes;
    uint16_t lines;
    uint8_t inputs;
    uint8_t dac_channels;
    uint8_t adc_channels;
    uint8_t dac_bits;
    uint8_t adc_bits;
    uint8_t state;      // NOBLE_STATE_*
    uint8_t last_cause; // NOBLE_CAUSE_*
    char board[NOBLE_WELCOME_BOARD_BYTES]; // padded with zeros; no zero where it is full
} noble_welcome;

void noble_hello_put(uint32_t session, uint8_t payload[NOBLE_HELLO_BYTES]);
// WRONG_PAYLOAD_LENGTH; VALUE_OUT_OF_RANGE: 0 is no session. On an error *session is as it was.
noble_error noble_hello_get(const uint8_t *payload, size_t count, uint32_t *session);

void noble_welcome_put(const noble_welcome *message, uint8_t payload[NOBLE_WELCOME_BYTES]);
// WRONG_PAYLOAD_LENGTH: *message is as it was.
noble_error noble_welcome_get(const uint8_t *payload, size_t count, noble_welcome *message);

#endif
