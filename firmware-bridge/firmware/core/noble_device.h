// The device: what a board's interrupts and main loop call. Interrupts only enqueue; the timer's emits, and the emergency
// input's makes the outputs safe.
//
//     noble_device_init(&device);
//     for (;;) {
//         noble_device_poll(&device);
//         noble_board_lock; if (noble_device_is_idle(&device)) sleep until an interrupt; noble_board_unlock
//     }
//
// The timer's and the emergency input's interrupt may have any priorities; whatever they share with each other and with the
// main loop is read and written under noble_board_lock.
#ifndef NOBLE_DEVICE_H
#define NOBLE_DEVICE_H

#include <stdatomic.h>
#include <stdbool.h>
#include <stdint.h>

#include "noble_aer.h"
#include "noble_board.h"
#include "noble_check.h"
#include "noble_counters.h"
#include "noble_emitter.h"
#include "noble_inputs.h"
#include "noble_receive_ring.h"
#include "noble_receiver.h"
#include "noble_registers.h"
#include "noble_report.h"
#include "noble_safety.h"
#include "noble_schedule.h"
#include "noble_session.h"
#include "noble_settings.h"
#include "noble_stimulator.h"
#include "noble_timer.h"
#include "noble_transmitter.h"

// Major in bits 31-16, minor in 15-8, patch in 7-0.
#define NOBLE_FIRMWARE_VERSION UINT32_C(0x00010000)

// Nothing in it is the board's to touch. A little less than 64 KB, most of it the queues and rings.
typedef struct noble_device {
    uint32_t boot;
    noble_settings settings;
    noble_counters counters;
    noble_safety safety;
    noble_session session;
    noble_report report;
    noble_timer timer;
    noble_schedule schedule;
    noble_emitter emitter;
    noble_stimulator stimulator;
    noble_inputs inputs;
    atomic_uint bytes_overrun;
    noble_receive_ring received;
    noble_receiver receiver;
    noble_transmitter transmitter;
    uint8_t payload[NOBLE_PAYLOAD_BYTES_MAX]; // of the message that is being sent
} noble_device;

// The whole tick of what happened at these low 32 bits of it, less than 2^32 ticks ago.
static inline uint64_t noble_widen_ticks(uint32_t ticks, uint64_t now)
{
    return now - ((uint32_t)now - ticks);
}

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

// A check of the board's own has failed, and it goes on: safe.
void noble_device_on_fault(noble_device *device);

// The next byte to transmit; false where there is none. From one place only: the transmit interrupt, or the main loop.
bool noble_device_next_byte(noble_device *device, uint8_t *byte);

#endif
