// Bytes in, good frames out, whatever the bytes are: section 4 of the specification.
// For the main loop only: an interrupt enqueues the bytes that it gets, and does no more.
#ifndef NOBLE_RECEIVER_H
#define NOBLE_RECEIVER_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "noble_cobs.h"
#include "noble_frame.h"

// Each counter wraps to 0 after 4,294,967,295.
typedef struct {
    uint32_t frames_taken;
    uint32_t frames_lost;              // by the gaps in the sequence
    uint32_t bytes_skipped;            // dropped while waiting for a delimiter
    uint32_t silences;                 // times that the link time-out passed
    uint32_t errors[NOBLE_ERROR_COUNT]; // by NOBLE_ERROR_*
} noble_receiver_counters;

typedef struct {
    noble_receiver_counters counters;

    // The rest is the receiver's own.
    uint32_t frame_timeout_ticks;
    uint32_t link_timeout_ticks;
    uint32_t last_byte_ticks;
    uint32_t last_in_sequence_ticks;
    uint16_t expected_sequence;
    uint8_t direction;
    bool has_expectation;
    bool skipping;
    bool frame_begun;
    bool has_opening;       // the delimiter before this frame is its own, and not the last frame's
    uint32_t opening_ticks; // when it came
    bool taken_has_opening; // the same of the frame that was taken last
    uint32_t taken_opening_ticks;
    noble_cobs_reader cobs;
    size_t count;
    uint8_t bytes[NOBLE_FRAME_BYTES_MAX];
} noble_receiver;

// `direction` is that of the frames to take, NOBLE_DIRECTION_*. Time-outs are 1 to 2^31 - 1 ticks of the caller's clock.
//
// The clock is 32 bits wide and wraps from 4,294,967,295 to 0; differences are taken modulo 2^32. It must not go back,
// and between two calls (of either function below) less than 2^31 ticks may pass.
void noble_receiver_init(
    noble_receiver *receiver, uint8_t direction, uint32_t frame_timeout_ticks, uint32_t link_timeout_ticks);

// Takes one byte. True: *frame is a good frame, whose payload stays valid until the next byte is pushed. False: *frame
// means nothing.
bool noble_receiver_push(noble_receiver *receiver, uint8_t byte, uint32_t now_ticks, noble_frame *frame);

// When the opening delimiter of the frame that has just been taken came. False where it was lost on the way.
bool noble_receiver_opening(const noble_receiver *receiver, uint32_t *ticks);

// Lets the time-outs pass while no byte comes. Push every byte that has already arrived before calling it.
void noble_receiver_poll(noble_receiver *receiver, uint32_t now_ticks);

#endif
