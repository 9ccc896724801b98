// The other side of the fake board's link: sends frames to the device, and reads what it answers.
#ifndef HOST_H
#define HOST_H

#include <stdbool.h>
#include <stdint.h>

#include "noble_clock.h"
#include "noble_command.h"
#include "noble_heartbeat.h"
#include "noble_hello.h"
#include "noble_input_events.h"
#include "noble_log.h"
#include "noble_receiver.h"
#include "noble_register_message.h"
#include "noble_spike_batch.h"
#include "noble_stimulus.h"

#define HOST_SESSION UINT32_C(0x12345678)
#define HOST_EVENTS_MAX 1024u

typedef struct {
    uint16_t sequence;
    uint16_t command; // the next
    uint32_t session;
    noble_receiver receiver;

    // The last of each, and how many there were.
    noble_welcome welcome;
    noble_acknowledge acknowledge;
    noble_device_heartbeat heartbeat;
    noble_clock_reply reply;
    noble_register_value value;
    noble_log log;
    uint32_t welcomes;
    uint32_t acknowledges;
    uint32_t heartbeats;
    uint32_t replies;
    uint32_t values;
    uint32_t logs;
    uint32_t events;
    uint32_t event_messages;
    noble_input_event event[HOST_EVENTS_MAX];
} host_side;

extern host_side host;

// The low 32 bits of the time wrap in the first millisecond.
#define HOST_START UINT64_C(0xFFFFFF00)

// Forgets everything.
void host_begin(void);
// A new board and device, in a session, safe: for settings to be written.
void host_begin_session(void);
// A heartbeat, and armed.
void host_arm_device(void);
// Both.
void host_begin_armed(void);
// Writes a u32 register, which must be taken.
void host_set(uint16_t id, uint64_t value);

// A frame, byte by byte, into the device's interrupt. Nothing is polled.
void host_send(uint8_t type, const uint8_t *payload, size_t count);
// Lets the device work and takes what it says.
void host_poll(void);
void host_take(void);

void host_hello(uint32_t session);
void host_heartbeat(uint32_t session);
// Commands take the next number, and let the device work. Each returns NOBLE_RESULT_*.
uint8_t host_arm(void);
uint8_t host_spikes(uint64_t base_time, const noble_spike *spikes, size_t count);
uint8_t host_spike(uint64_t time, uint16_t line);
uint8_t host_cancel(uint16_t line, uint64_t from, uint64_t to);
uint8_t host_stimulus(uint64_t time, uint8_t channel, uint16_t code);
uint8_t host_write(uint16_t id, uint8_t type, uint64_t value);
uint64_t host_read(uint16_t id);

// Lets time pass with a heartbeat every 100 ms, and takes what the device says.
void host_run_until(uint64_t tick);

#endif
