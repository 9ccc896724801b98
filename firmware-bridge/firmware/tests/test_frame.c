#include <stdlib.h>
#include <string.h>

#include "check.h"
#include "noble_cobs.h"
#include "noble_frame.h"
#include "tests.h"
#include "vectors.h"

static uint8_t payload[VECTOR_BYTES_MAX];
static uint8_t wire[VECTOR_BYTES_MAX];
static uint8_t output[NOBLE_WIRE_BYTES_MAX + GUARD_BYTES];

static size_t unstuff_wire(size_t count, uint8_t *bytes)
{
    noble_cobs_reader reader;
    noble_cobs_read_begin(&reader);
    size_t read = 0;
    for (size_t i = 1; i + 1 < count; i++) {
        uint8_t byte;
        if (noble_cobs_read(&reader, wire[i], &byte) == NOBLE_COBS_DATA) {
            bytes[read++] = byte;
        }
    }
    return read;
}

// Decodes a copy that ends where the frame does, so that the sanitizer sees a read behind it.
static noble_error decode_exactly(const uint8_t *bytes, size_t count, noble_frame *frame, uint8_t **copy)
{
    *copy = malloc(count + 1);
    memcpy(*copy + 1, bytes, count);
    return noble_frame_decode(*copy + 1, count, frame);
}

void frame_GoodVectors_BothWays(void)
{
    static vectors reader;
    static uint8_t unstuffed[VECTOR_BYTES_MAX];
    int read = 0;
    vectors_open(&reader, "frame.txt");
    while (vectors_next(&reader)) {
        if (!vector_is(reader.field[0], "good")) {
            continue;
        }
        const size_t payload_bytes = vector_bytes(reader.field[4], payload);
        const size_t wire_bytes = vector_bytes(reader.field[5], wire);
        const noble_frame frame = {
            .type = (uint8_t)vector_number(reader.field[2], 16),
            .sequence = (uint16_t)vector_number(reader.field[3], 10),
            .payload_bytes = (uint16_t)payload_bytes,
            .payload = payload,
        };

        guard_fill(output, sizeof output);
        size_t written;
        bool good = CHECK(noble_frame_encode(&frame, output, NOBLE_WIRE_BYTES_MAX, &written) == NOBLE_ERROR_NONE);
        good = CHECK(written == wire_bytes && memcmp(output, wire, wire_bytes) == 0) && good;
        good = CHECK(guard_is_intact(output, written, sizeof output)) && good;

        noble_frame decoded = {0};
        uint8_t *copy;
        good = CHECK(decode_exactly(unstuffed, unstuff_wire(wire_bytes, unstuffed), &decoded, &copy) == NOBLE_ERROR_NONE)
            && good;
        good = CHECK(
            decoded.type == frame.type && decoded.sequence == frame.sequence && decoded.payload_bytes == payload_bytes
            && memcmp(decoded.payload, payload, payload_bytes) == 0) && good;
        free(copy);
        if (!good) {
            printf("  %s\n", reader.field[1]);
        }
        read++;
    }
    CHECK(read == 8);
}

void frame_BadVectors_GiveTheirError(void)
{
    static vectors reader;
    int read = 0;
    vectors_open(&reader, "frame.txt");
    while (vectors_next(&reader)) {
        if (!vector_is(reader.field[0], "bad")) {
            continue;
        }
        const size_t count = vector_bytes(reader.field[3], wire);
        noble_frame frame = {.type = 0x55};
        uint8_t *copy;
        if (!CHECK(decode_exactly(wire, count, &frame, &copy) == vector_error(reader.field[2]))) {
            printf("  %s\n", reader.field[1]);
        }
        CHECK(frame.type == 0x55 && frame.payload == NULL);
        free(copy);
        read++;
    }
    CHECK(read == 12);
}

void frame_SmallBuffer_WritesNothing(void)
{
    const noble_frame frame = {.type = NOBLE_TYPE_SPIKE_BATCH, .payload_bytes = 300, .payload = payload};
    guard_fill(output, sizeof output);
    size_t written = 1;
    const size_t bound = noble_frame_wire_bound(300);
    CHECK(bound == 1 + 310 + 2 + 1);
    CHECK(noble_frame_encode(&frame, output, bound - 1, &written) == NOBLE_ERROR_BUFFER_TOO_SMALL);
    CHECK(written == 0);
    CHECK(guard_is_intact(output, 0, sizeof output));
    CHECK(noble_frame_encode(&frame, output, bound, &written) == NOBLE_ERROR_NONE);
    CHECK(noble_frame_wire_bound(NOBLE_PAYLOAD_BYTES_MAX) == NOBLE_WIRE_BYTES_MAX);
}

void frame_PayloadTooLong_WritesNothing(void)
{
    const noble_frame frame = {
        .type = NOBLE_TYPE_SPIKE_BATCH, .payload_bytes = NOBLE_PAYLOAD_BYTES_MAX + 1, .payload = payload};
    guard_fill(output, sizeof output);
    size_t written = 1;
    CHECK(noble_frame_encode(&frame, output, sizeof output, &written) == NOBLE_ERROR_TOO_LONG);
    CHECK(written == 0);
    CHECK(guard_is_intact(output, 0, sizeof output));
    noble_frame decoded;
    CHECK(noble_frame_decode(payload, NOBLE_FRAME_BYTES_MAX + 1, &decoded) == NOBLE_ERROR_TOO_LONG);
}
