#include "noble_transmitter.h"

#include <string.h>

#include "noble_board.h"
#include "noble_bytes.h"
#include "noble_clock.h"
#include "noble_cobs.h"
#include "noble_crc32.h"
#include "noble_frame.h"

// In the ring a frame is its length and its bytes, as they go out; a clock reply is this mark, and what is known of it:
// its header, number and time of arrival, and the CRC so far.
#define LENGTH_BYTES 2u
#define REPLY_MARK 0xFFFFu
#define REPLY_KNOWN_BYTES (NOBLE_HEADER_BYTES + NOBLE_CLOCK_REPLY_SENT_TICKS_OFFSET)
#define REPLY_WAITING_BYTES (REPLY_KNOWN_BYTES + 4u)

static bool has_room(const noble_transmitter *transmitter, size_t bytes, noble_urgency urgency)
{
    const size_t reserve = urgency == NOBLE_TRANSMIT_URGENT ? 0 : NOBLE_TRANSMIT_RESERVE;
    return noble_transmitter_waiting(transmitter) + LENGTH_BYTES + bytes + reserve <= NOBLE_TRANSMIT_BYTES;
}

static void push(noble_transmitter *transmitter, uint16_t length, const uint8_t *bytes, size_t count)
{
    const unsigned at = atomic_load_explicit(&transmitter->pushed, memory_order_relaxed);
    transmitter->ring[at % NOBLE_TRANSMIT_BYTES] = (uint8_t)length;
    transmitter->ring[(at + 1u) % NOBLE_TRANSMIT_BYTES] = (uint8_t)(length >> 8);
    const unsigned begin = (at + LENGTH_BYTES) % NOBLE_TRANSMIT_BYTES;
    const size_t until_wrap = NOBLE_TRANSMIT_BYTES - begin;
    const size_t first = count < until_wrap ? count : until_wrap;
    memcpy(transmitter->ring + begin, bytes, first);
    memcpy(transmitter->ring, bytes + first, count - first);
    transmitter->sequence++;
    // The whole frame at once: what the interrupt sees is complete.
    atomic_store_explicit(&transmitter->pushed, at + LENGTH_BYTES + (unsigned)count, memory_order_release);
}

static uint8_t pop(noble_transmitter *transmitter)
{
    const unsigned at = atomic_load_explicit(&transmitter->popped, memory_order_relaxed);
    const uint8_t byte = transmitter->ring[at % NOBLE_TRANSMIT_BYTES];
    atomic_store_explicit(&transmitter->popped, at + 1u, memory_order_release);
    return byte;
}

void noble_transmitter_init(noble_transmitter *transmitter)
{
    NOBLE_ASSERT(transmitter != NULL);
    memset(transmitter, 0, sizeof *transmitter);
}

uint32_t noble_transmitter_waiting(const noble_transmitter *transmitter)
{
    return atomic_load_explicit(&transmitter->pushed, memory_order_relaxed)
        - atomic_load_explicit(&transmitter->popped, memory_order_acquire);
}

bool noble_transmitter_has_room(const noble_transmitter *transmitter)
{
    return has_room(transmitter, NOBLE_WIRE_BYTES_MAX, NOBLE_TRANSMIT_ORDINARY);
}

bool noble_transmitter_send(
    noble_transmitter *transmitter, noble_urgency urgency, uint8_t type, const uint8_t *payload, size_t count)
{
    NOBLE_ASSERT(transmitter != NULL && count <= NOBLE_PAYLOAD_BYTES_MAX);
    const noble_frame frame = {
        .type = type, .sequence = transmitter->sequence, .payload_bytes = (uint16_t)count, .payload = payload};
    size_t written;
    const noble_error error = noble_frame_encode(&frame, transmitter->wire, sizeof transmitter->wire, &written);
    NOBLE_ASSERT(error == NOBLE_ERROR_NONE);
    if (!has_room(transmitter, written, urgency)) {
        return false;
    }
    push(transmitter, (uint16_t)written, transmitter->wire, written);
    return true;
}

bool noble_transmitter_send_clock_reply(noble_transmitter *transmitter, uint32_t number, uint64_t received_ticks)
{
    NOBLE_ASSERT(transmitter != NULL);
    if (!has_room(transmitter, REPLY_WAITING_BYTES, NOBLE_TRANSMIT_URGENT)) {
        return false;
    }
    uint8_t known[REPLY_WAITING_BYTES];
    known[NOBLE_HEADER_VERSION_OFFSET] = NOBLE_PROTOCOL_VERSION;
    known[NOBLE_HEADER_TYPE_OFFSET] = NOBLE_TYPE_CLOCK_REPLY;
    noble_put_u16(known + NOBLE_HEADER_SEQUENCE_OFFSET, transmitter->sequence);
    noble_put_u16(known + NOBLE_HEADER_PAYLOAD_BYTES_OFFSET, NOBLE_CLOCK_REPLY_BYTES);
    noble_put_u32(known + NOBLE_HEADER_BYTES + NOBLE_CLOCK_REPLY_NUMBER_OFFSET, number);
    noble_put_u64(known + NOBLE_HEADER_BYTES + NOBLE_CLOCK_REPLY_RECEIVED_TICKS_OFFSET, received_ticks);
    noble_put_u32(known + REPLY_KNOWN_BYTES, noble_crc32_update(noble_crc32_begin(), known, REPLY_KNOWN_BYTES));
    push(transmitter, REPLY_MARK, known, sizeof known);
    return true;
}

// Everything behind the first delimiter, which has gone out already: while it does, there is time for this.
static void finish_reply(noble_transmitter *transmitter)
{
    uint8_t frame[NOBLE_FRAME_BYTES_MIN + NOBLE_CLOCK_REPLY_BYTES];
    uint8_t crc_so_far[4];
    for (size_t i = 0; i < REPLY_KNOWN_BYTES; i++) {
        frame[i] = pop(transmitter);
    }
    for (size_t i = 0; i < sizeof crc_so_far; i++) {
        crc_so_far[i] = pop(transmitter);
    }
    uint8_t *sent = frame + REPLY_KNOWN_BYTES;
    noble_put_u64(sent, transmitter->sent_ticks);
    noble_put_u32(sent + 8, noble_crc32_end(noble_crc32_update(noble_get_u32(crc_so_far), sent, 8)));

    noble_cobs_writer writer;
    noble_cobs_write_begin(&writer, transmitter->reply);
    noble_cobs_write(&writer, frame, sizeof frame);
    const size_t stuffed = noble_cobs_write_end(&writer);
    transmitter->reply[stuffed] = NOBLE_DELIMITER;
    transmitter->reply_at = 0;
    transmitter->reply_bytes = (uint8_t)(stuffed + 1);
}

static bool next_of_reply(noble_transmitter *transmitter, uint8_t *byte)
{
    if (transmitter->reply_bytes == 0) {
        finish_reply(transmitter);
    }
    *byte = transmitter->reply[transmitter->reply_at++];
    if (transmitter->reply_at == transmitter->reply_bytes) {
        transmitter->is_reply = false;
        transmitter->reply_bytes = 0;
    }
    return true;
}

bool noble_transmitter_next_byte(noble_transmitter *transmitter, uint8_t *byte)
{
    NOBLE_ASSERT(transmitter != NULL && byte != NULL);
    if (transmitter->is_reply) {
        return next_of_reply(transmitter, byte);
    }
    if (transmitter->left == 0) {
        if (atomic_load_explicit(&transmitter->pushed, memory_order_acquire)
            == atomic_load_explicit(&transmitter->popped, memory_order_relaxed)) {
            return false;
        }
        const uint8_t low = pop(transmitter);
        const uint16_t length = (uint16_t)(low | (uint16_t)(pop(transmitter) << 8));
        if (length == REPLY_MARK) {
            transmitter->is_reply = true;
            transmitter->sent_ticks = noble_board_now();
            *byte = NOBLE_DELIMITER;
            return true;
        }
        transmitter->left = length;
    }
    transmitter->left--;
    *byte = pop(transmitter);
    return true;
}
