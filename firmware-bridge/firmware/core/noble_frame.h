// One frame: header, payload, CRC. Framed for the wire by the encoder, checked by the decoder.
#ifndef NOBLE_FRAME_H
#define NOBLE_FRAME_H

#include <stddef.h>
#include <stdint.h>

#include "noble_check.h"

typedef struct {
    uint8_t type;           // NOBLE_TYPE_*
    uint16_t sequence;      // 0 follows 65,535
    uint16_t payload_bytes; // at most NOBLE_PAYLOAD_BYTES_MAX
    const uint8_t *payload; // the sender's, or inside the buffer that was decoded
} noble_frame;

// The most that a frame with this payload takes on the wire, both delimiters included.
size_t noble_frame_wire_bound(size_t payload_bytes);

// Writes delimiter, stuffed frame, delimiter. `wire` holds noble_frame_wire_bound(); on an error nothing is written.
// TOO_LONG, BUFFER_TOO_SMALL.
noble_error noble_frame_encode(const noble_frame *frame, uint8_t *wire, size_t capacity, size_t *written);

// Checks and reads a frame that has been unstuffed; frame->payload points into `bytes`.
// TOO_LONG, TOO_SHORT, LENGTH_MISMATCH, WRONG_CRC, UNSUPPORTED_VERSION; on an error *frame is as it was.
noble_error noble_frame_decode(const uint8_t *bytes, size_t count, noble_frame *frame);

#endif
