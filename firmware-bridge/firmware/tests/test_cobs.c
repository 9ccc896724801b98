#include <string.h>

#include "check.h"
#include "noble_cobs.h"
#include "random.h"
#include "tests.h"
#include "vectors.h"

static uint8_t data[VECTOR_BYTES_MAX];
static uint8_t stuffed[VECTOR_BYTES_MAX];
static uint8_t output[VECTOR_BYTES_MAX + GUARD_BYTES];

static size_t stuff(const uint8_t *bytes, size_t count)
{
    guard_fill(output, sizeof output);
    noble_cobs_writer writer;
    noble_cobs_write_begin(&writer, output);
    noble_cobs_write(&writer, bytes, count);
    const size_t written = noble_cobs_write_end(&writer);
    CHECK(written <= noble_cobs_bound(count));
    CHECK(guard_is_intact(output, written, sizeof output));
    CHECK(memchr(output, 0, written) == NULL);
    return written;
}

// Returns whether the frame may end where the bytes do.
static bool unstuff(const uint8_t *bytes, size_t count, size_t *read)
{
    noble_cobs_reader reader;
    noble_cobs_read_begin(&reader);
    guard_fill(output, sizeof output);
    *read = 0;
    for (size_t i = 0; i < count; i++) {
        uint8_t byte;
        if (noble_cobs_read(&reader, bytes[i], &byte) == NOBLE_COBS_DATA) {
            output[(*read)++] = byte;
        }
    }
    return noble_cobs_read_is_complete(&reader);
}

void cobs_Vectors_BothWays(void)
{
    static vectors reader;
    int read = 0;
    vectors_open(&reader, "cobs.txt");
    while (vectors_next(&reader)) {
        size_t length;
        bool good;
        if (vector_is(reader.field[0], "bad")) {
            const size_t stuffed_count = vector_bytes(reader.field[2], stuffed);
            good = CHECK(!unstuff(stuffed, stuffed_count, &length));
        } else {
            const size_t count = vector_bytes(reader.field[2], data);
            const size_t stuffed_count = vector_bytes(reader.field[3], stuffed);
            good = CHECK(unstuff(stuffed, stuffed_count, &length));
            good = CHECK(length == count && memcmp(output, data, count) == 0) && good;
            if (vector_is(reader.field[0], "both")) {
                length = stuff(data, count);
                good = CHECK(length == stuffed_count && memcmp(output, stuffed, length) == 0) && good;
            }
        }
        if (!good) {
            printf("  %s\n", reader.field[1]);
        }
        read++;
    }
    CHECK(read == 22);
}

void cobs_RandomFrames_RoundTrip(void)
{
    random_source source = {.state = 11};
    for (int round = 0; round < 3000; round++) {
        const size_t count = random_below(&source, 1100);
        // From all bytes zero to hardly any.
        const uint32_t zero_in = 1u << random_below(&source, 11);
        for (size_t i = 0; i < count; i++) {
            data[i] = random_below(&source, zero_in) == 0 ? 0 : (uint8_t)random_next(&source);
        }
        const size_t written = stuff(data, count);
        memcpy(stuffed, output, written);
        size_t read;
        CHECK(unstuff(stuffed, written, &read));
        CHECK(read == count && memcmp(output, data, count) == 0);
        CHECK(guard_is_intact(output, read, sizeof output));
    }
}
