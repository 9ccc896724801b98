// The registers: what there is, of which type, in which range, and who may write it.
#ifndef NOBLE_REGISTERS_H
#define NOBLE_REGISTERS_H

#include <stdint.h>

#include "noble_register_message.h"

typedef struct noble_device noble_device;

// Every setting at its default.
void noble_registers_init(noble_device *device);

// Main loop. Reads a register; message->result says how it went.
void noble_registers_read(const noble_device *device, uint16_t id, noble_register_value *message);

// Main loop. Writes a register; returns NOBLE_RESULT_*.
uint8_t noble_registers_write(noble_device *device, const noble_write_register *message);

#endif
