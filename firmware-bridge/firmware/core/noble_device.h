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
#include "noble_counters.h"
#include "noble_dac.h"
#include "noble_input_queue.h"
#include "noble_rate_window.h"
#include "noble_receive_ring.h"
#include "noble_receiver.h"
#include "noble_settings.h"
#include "noble_spike_schedule.h"
#include "noble_timed_queue.h"
#include "noble_transmitter.h"

#define NOBLE_FIRMWARE_VERSION 0x00010000u // 0.1.0: major in bits 31-16, minor 15-8, patch 7-0

#define NOBLE_STIMULUS_CAPACITY 256u
#define NOBLE_LINES_MAX 32u
#define NOBLE_INPUTS_MAX 32u
// Addresses that are equal modulo this share a line's interval: it may refuse a spike too many, never one too few.
#define NOBLE_INTERVAL_LINES 256u

// What the interrupts share with the main loop is read and written under noble_board_lock, but for the two rings.
struct noble_device {
    // Under the lock.
    volatile uint8_t state; // NOBLE_STATE_*; read without the lock where the lock looks again
    uint8_t cause;          // of the safe state, NOBLE_CAUSE_*
    bool emergency;         // one has led to the safe state in this session
    bool state_changed;     // and no heartbeat has told so yet
    uint16_t causes_to_log; // a bit each
    uint32_t counters[NOBLE_COUNTERS];
    uint64_t heartbeat_ticks; // the session's last
    uint64_t heartbeat_timeout_ticks;
    bool heartbeat_seen; // in this session
    uint64_t wake_ticks; // what the timer has been asked for, before the lead
    noble_spike_schedule spikes;
    noble_timed_queue stimuli;
    noble_timed stimulus_items[NOBLE_STIMULUS_CAPACITY];
    uint32_t stimulus_order;
    noble_dac dac[NOBLE_REGISTER_DAC_CHANNELS_MAX];
    noble_rate_window spike_rate;
    uint64_t line_spike_ticks[NOBLE_INTERVAL_LINES]; // one more than the tick of its last; 0 for none
    uint32_t active_lines; // a bit each
    uint64_t pulse_end_ticks[NOBLE_LINES_MAX];
    uint64_t first_pulse_end_ticks; // no later than the first of them
    uint64_t sample_ticks;          // of the ADC; UINT64_MAX for never
    noble_input_queue inputs;
    uint64_t input_edge_ticks[NOBLE_INPUTS_MAX]; // one more than the tick of its last; 0 for none
    noble_settings settings; // written in the safe state only

    // Lock-free.
    noble_receive_ring received;
    noble_transmitter transmitter;

    // The main loop's.
    noble_receiver receiver;
    uint32_t boot;
    uint32_t session; // 0 for none
    uint16_t next_command;
    bool has_executed; // a command of this session
    uint8_t last_result;
    noble_error last_error;
    uint8_t cause_before_session;
    uint64_t next_heartbeat_ticks;
    bool is_started; // the first welcome and log line are out
    uint64_t next_drop_log_ticks;
    uint32_t drops_logged;
    noble_error last_drop;
    uint8_t payload[NOBLE_PAYLOAD_BYTES_MAX]; // of the frame that is being made
};


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
