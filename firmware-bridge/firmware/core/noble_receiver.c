#include "noble_receiver.h"

#include <string.h>

static bool has_passed(uint32_t since_ticks, uint32_t now_ticks, uint32_t timeout_ticks)
{
    return now_ticks - since_ticks >= timeout_ticks;
}

static bool is_known_type(uint8_t type)
{
    return (type >= NOBLE_TYPE_HOST_HEARTBEAT && type <= NOBLE_TYPE_EMERGENCY_STOP)
        || (type >= NOBLE_TYPE_DEVICE_HEARTBEAT && type <= NOBLE_TYPE_LOG);
}

static void begin_frame(noble_receiver *receiver, bool has_opening, uint32_t opening_ticks)
{
    receiver->has_opening = has_opening;
    receiver->opening_ticks = opening_ticks;
    receiver->skipping = false;
    receiver->frame_begun = false;
    receiver->count = 0;
    noble_cobs_read_begin(&receiver->cobs);
}

static void drop_and_skip(noble_receiver *receiver, noble_error error)
{
    receiver->counters.errors[error]++;
    receiver->skipping = true;
    receiver->frame_begun = false;
}

// A peer that greets may have started again: what it was expected to send next means nothing.
static bool begins_anew(uint8_t type)
{
    return type == NOBLE_TYPE_HELLO || type == NOBLE_TYPE_WELCOME;
}

static noble_error check_sequence(noble_receiver *receiver, const noble_frame *frame, uint32_t now_ticks)
{
    if (receiver->has_expectation && !begins_anew(frame->type)) {
        const uint16_t ahead = (uint16_t)(frame->sequence - receiver->expected_sequence);
        NOBLE_VERIFY(ahead <= NOBLE_SEQUENCE_AHEAD_MAX, NOBLE_ERROR_REPEATED_SEQUENCE);
        receiver->counters.frames_lost += ahead;
    }
    receiver->has_expectation = true;
    receiver->expected_sequence = (uint16_t)(frame->sequence + 1u);
    receiver->last_in_sequence_ticks = now_ticks;
    return NOBLE_ERROR_NONE;
}

static noble_error check_frame(noble_receiver *receiver, uint32_t now_ticks, noble_frame *frame)
{
    NOBLE_VERIFY(noble_cobs_read_is_complete(&receiver->cobs), NOBLE_ERROR_STUFFING);
    noble_error error = noble_frame_decode(receiver->bytes, receiver->count, frame);
    NOBLE_VERIFY(error == NOBLE_ERROR_NONE, error);
    NOBLE_VERIFY((frame->type & NOBLE_DIRECTION_MASK) == receiver->direction, NOBLE_ERROR_WRONG_DIRECTION);
    error = check_sequence(receiver, frame, now_ticks);
    NOBLE_VERIFY(error == NOBLE_ERROR_NONE, error);
    NOBLE_VERIFY(is_known_type(frame->type), NOBLE_ERROR_UNKNOWN_TYPE);
    return NOBLE_ERROR_NONE;
}

static bool end_frame(noble_receiver *receiver, uint32_t now_ticks, noble_frame *frame)
{
    const bool is_empty = !receiver->frame_begun;
    const noble_error error = is_empty ? NOBLE_ERROR_NONE : check_frame(receiver, now_ticks, frame);
    receiver->taken_has_opening = receiver->has_opening;
    receiver->taken_opening_ticks = receiver->opening_ticks;
    begin_frame(receiver, is_empty, now_ticks);
    if (is_empty) {
        return false;
    }
    if (error != NOBLE_ERROR_NONE) {
        receiver->counters.errors[error]++;
        return false;
    }
    receiver->counters.frames_taken++;
    return true;
}

static void collect(noble_receiver *receiver, uint8_t stuffed)
{
    receiver->frame_begun = true;
    uint8_t data;
    if (noble_cobs_read(&receiver->cobs, stuffed, &data) == NOBLE_COBS_NO_BYTE) {
        return;
    }
    if (receiver->count == sizeof receiver->bytes) {
        drop_and_skip(receiver, NOBLE_ERROR_TOO_LONG);
        return;
    }
    receiver->bytes[receiver->count++] = data;
}

void noble_receiver_init(
    noble_receiver *receiver, uint8_t direction, uint32_t frame_timeout_ticks, uint32_t link_timeout_ticks)
{
    NOBLE_ASSERT(receiver != NULL);
    NOBLE_ASSERT(direction == NOBLE_DIRECTION_TO_DEVICE || direction == NOBLE_DIRECTION_TO_HOST);
    NOBLE_ASSERT(frame_timeout_ticks > 0 && frame_timeout_ticks <= INT32_MAX);
    NOBLE_ASSERT(link_timeout_ticks > 0 && link_timeout_ticks <= INT32_MAX);
    memset(receiver, 0, sizeof *receiver);
    receiver->direction = direction;
    receiver->frame_timeout_ticks = frame_timeout_ticks;
    receiver->link_timeout_ticks = link_timeout_ticks;
    begin_frame(receiver, false, 0);
    receiver->skipping = true;
}

bool noble_receiver_push(noble_receiver *receiver, uint8_t byte, uint32_t now_ticks, noble_frame *frame)
{
    NOBLE_ASSERT(receiver != NULL && frame != NULL);
    noble_receiver_poll(receiver, now_ticks);
    receiver->last_byte_ticks = now_ticks;
    if (byte == NOBLE_DELIMITER) {
        if (!receiver->skipping) {
            return end_frame(receiver, now_ticks, frame);
        }
        begin_frame(receiver, true, now_ticks);
    } else if (receiver->skipping) {
        receiver->counters.bytes_skipped++;
    } else {
        collect(receiver, byte);
    }
    return false;
}

bool noble_receiver_opening(const noble_receiver *receiver, uint32_t *ticks)
{
    NOBLE_ASSERT(receiver != NULL && ticks != NULL);
    *ticks = receiver->taken_opening_ticks;
    return receiver->taken_has_opening;
}

void noble_receiver_poll(noble_receiver *receiver, uint32_t now_ticks)
{
    NOBLE_ASSERT(receiver != NULL);
    if (receiver->frame_begun && has_passed(receiver->last_byte_ticks, now_ticks, receiver->frame_timeout_ticks)) {
        drop_and_skip(receiver, NOBLE_ERROR_FRAME_TIMEOUT);
    }
    if (receiver->has_expectation
        && has_passed(receiver->last_in_sequence_ticks, now_ticks, receiver->link_timeout_ticks)) {
        receiver->has_expectation = false;
        receiver->counters.silences++;
    }
}
