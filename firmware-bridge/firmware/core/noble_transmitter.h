// Whole frames on their way from the main loop to the interrupt that sends their bytes.
//
// A clock reply waits unfinished: the moment that it carries is that at which its first byte is taken, so that the time
// which it spent behind other frames is in it.
#ifndef NOBLE_TRANSMITTER_H
#define NOBLE_TRANSMITTER_H

#include <stdatomic.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "noble_protocol.h"

#define NOBLE_TRANSMIT_BYTES 4096u
#define NOBLE_TRANSMIT_RESERVE 512u

_Static_assert((NOBLE_TRANSMIT_BYTES & (NOBLE_TRANSMIT_BYTES - 1)) == 0, "positions wrap with their 32 bits");

// What may use the reserve: a host that is behind with reading must still get heartbeats, acknowledgements and replies.
typedef enum {
    NOBLE_TRANSMIT_ORDINARY,
    NOBLE_TRANSMIT_URGENT,
} noble_urgency;

typedef struct {
    atomic_uint pushed; // counts for ever; only the main loop writes it
    atomic_uint popped; // only the interrupt writes it
    uint8_t ring[NOBLE_TRANSMIT_BYTES];
    // The main loop's.
    uint16_t sequence;
    uint8_t wire[NOBLE_WIRE_BYTES_MAX];
    // The interrupt's: what is left of the frame that is being sent.
    uint16_t left;
    bool is_reply;
    uint8_t reply_at;
    uint8_t reply_bytes;
    uint64_t sent_ticks;
    uint8_t reply[NOBLE_WIRE_BYTES_MAX - NOBLE_COBS_BYTES_MAX + NOBLE_FRAME_BYTES_MIN + NOBLE_CLOCK_REPLY_BYTES + 1];
} noble_transmitter;

void noble_transmitter_init(noble_transmitter *transmitter);

// Whether an ordinary frame of any length can be sent.
bool noble_transmitter_has_room(const noble_transmitter *transmitter);

// Queues a frame, and numbers it. False where there is no room for it, and it has no number.
bool noble_transmitter_send(
    noble_transmitter *transmitter, noble_urgency urgency, uint8_t type, const uint8_t *payload, size_t count);
bool noble_transmitter_send_clock_reply(noble_transmitter *transmitter, uint32_t number, uint64_t received_ticks);

// Bytes that wait. From the main loop.
uint32_t noble_transmitter_waiting(const noble_transmitter *transmitter);

// The next byte; false where there is none. From the interrupt.
bool noble_transmitter_next_byte(noble_transmitter *transmitter, uint8_t *byte);

#endif
