// The device: what a board's interrupts and main loop call. Interrupts only enqueue; the timer's emits, and the emergency
// input's makes the outputs safe.
//
//     noble_device_init(&device);
//     for (;;) {
//         noble_device_poll(&device);
//         noble_board_lock; if (noble_device_is_idle(&device)) sleep until an interrupt; noble_board_unlock
//     }
#ifndef NOBLE_DEVICE_H
#define NOBLE_DEVICE_H

#include <stdbool.h>
#include <stdint.h>

#include "noble_board.h"
#include "noble_check.h"

typedef struct noble_device noble_device;

// Outputs safe, no session, registers at their defaults. Before the board's interrupts are on.
void noble_device_init(noble_device *device);

// One turn of the main loop: takes what has arrived, answers, sends what is due, watches the heartbeat.
void noble_device_poll(noble_device *device);
// Whether there is nothing to do before the next interrupt; a board sleeps at most a millisecond then.
bool noble_device_is_idle(const noble_device *device);

// From interrupts.
void noble_device_on_byte(noble_device *device, uint8_t byte, uint64_t now);
void noble_device_on_timer(noble_device *device);
void noble_device_on_edge(noble_device *device, uint8_t input, bool high, uint64_t now);
void noble_device_on_emergency(noble_device *device);

// The next byte to transmit; false where there is none.
bool noble_device_next_byte(noble_device *device, uint8_t *byte);

#endif
