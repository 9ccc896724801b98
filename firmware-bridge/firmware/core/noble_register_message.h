// Payloads of NOBLE_TYPE_READ_REGISTER, NOBLE_TYPE_REGISTER and NOBLE_TYPE_WRITE_REGISTER.
#ifndef NOBLE_REGISTER_MESSAGE_H
#define NOBLE_REGISTER_MESSAGE_H

#include <stddef.h>
#include <stdint.h>

#include "noble_check.h"

typedef struct {
    uint16_t id;    // NOBLE_REGISTER_*
    uint8_t type;   // NOBLE_REGISTER_TYPE_*
    uint8_t result; // NOBLE_RESULT_*
    uint64_t value;
} noble_register_value;

typedef struct {
    uint16_t number; // of the command
    uint16_t id;
    uint8_t type;
    uint64_t value;
} noble_write_register;

void noble_read_register_put(uint16_t id, uint8_t payload[NOBLE_READ_REGISTER_BYTES]);
void noble_register_value_put(const noble_register_value *message, uint8_t payload[NOBLE_REGISTER_BYTES]);
void noble_write_register_put(const noble_write_register *message, uint8_t payload[NOBLE_WRITE_REGISTER_BYTES]);

// WRONG_PAYLOAD_LENGTH: what is to be read is as it was.
noble_error noble_read_register_get(const uint8_t *payload, size_t count, uint16_t *id);
noble_error noble_register_value_get(const uint8_t *payload, size_t count, noble_register_value *message);
noble_error noble_write_register_get(const uint8_t *payload, size_t count, noble_write_register *message);

#endif
