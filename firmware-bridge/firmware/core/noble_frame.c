#include "noble_frame.h"

#include "noble_bytes.h"
#include "noble_cobs.h"
#include "noble_crc32.h"

size_t noble_frame_wire_bound(size_t payload_bytes)
{
    return 1 + noble_cobs_bound(NOBLE_FRAME_BYTES_MIN + payload_bytes) + 1;
}

noble_error noble_frame_encode(const noble_frame *frame, uint8_t *wire, size_t capacity, size_t *written)
{
    NOBLE_ASSERT(frame != NULL && wire != NULL && written != NULL);
    NOBLE_ASSERT(frame->payload != NULL || frame->payload_bytes == 0);
    *written = 0;
    NOBLE_VERIFY(frame->payload_bytes <= NOBLE_PAYLOAD_BYTES_MAX, NOBLE_ERROR_TOO_LONG);
    NOBLE_VERIFY(capacity >= noble_frame_wire_bound(frame->payload_bytes), NOBLE_ERROR_BUFFER_TOO_SMALL);

    uint8_t header[NOBLE_HEADER_BYTES];
    header[NOBLE_HEADER_VERSION_OFFSET] = NOBLE_PROTOCOL_VERSION;
    header[NOBLE_HEADER_TYPE_OFFSET] = frame->type;
    noble_put_u16(header + NOBLE_HEADER_SEQUENCE_OFFSET, frame->sequence);
    noble_put_u16(header + NOBLE_HEADER_PAYLOAD_BYTES_OFFSET, frame->payload_bytes);

    uint32_t crc = noble_crc32_update(noble_crc32_begin(), header, sizeof header);
    crc = noble_crc32_update(crc, frame->payload, frame->payload_bytes);
    uint8_t crc_bytes[NOBLE_CRC_BYTES];
    noble_put_u32(crc_bytes, noble_crc32_end(crc));

    wire[0] = NOBLE_DELIMITER;
    noble_cobs_writer writer;
    noble_cobs_write_begin(&writer, wire + 1);
    noble_cobs_write(&writer, header, sizeof header);
    noble_cobs_write(&writer, frame->payload, frame->payload_bytes);
    noble_cobs_write(&writer, crc_bytes, sizeof crc_bytes);
    const size_t stuffed = noble_cobs_write_end(&writer);
    wire[1 + stuffed] = NOBLE_DELIMITER;
    *written = 1 + stuffed + 1;
    return NOBLE_ERROR_NONE;
}

noble_error noble_frame_decode(const uint8_t *bytes, size_t count, noble_frame *frame)
{
    NOBLE_ASSERT(bytes != NULL && frame != NULL);
    NOBLE_VERIFY(count <= NOBLE_FRAME_BYTES_MAX, NOBLE_ERROR_TOO_LONG);
    NOBLE_VERIFY(count >= NOBLE_FRAME_BYTES_MIN, NOBLE_ERROR_TOO_SHORT);

    const uint16_t payload_bytes = noble_get_u16(bytes + NOBLE_HEADER_PAYLOAD_BYTES_OFFSET);
    NOBLE_VERIFY((size_t)NOBLE_FRAME_BYTES_MIN + payload_bytes == count, NOBLE_ERROR_LENGTH_MISMATCH);

    const size_t covered = count - NOBLE_CRC_BYTES;
    NOBLE_VERIFY(noble_get_u32(bytes + covered) == noble_crc32(bytes, covered), NOBLE_ERROR_WRONG_CRC);
    NOBLE_VERIFY(bytes[NOBLE_HEADER_VERSION_OFFSET] == NOBLE_PROTOCOL_VERSION, NOBLE_ERROR_UNSUPPORTED_VERSION);

    frame->type = bytes[NOBLE_HEADER_TYPE_OFFSET];
    frame->sequence = noble_get_u16(bytes + NOBLE_HEADER_SEQUENCE_OFFSET);
    frame->payload_bytes = payload_bytes;
    frame->payload = bytes + NOBLE_HEADER_BYTES;
    return NOBLE_ERROR_NONE;
}
