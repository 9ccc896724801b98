#include <stdlib.h>
#include <string.h>

#include "check.h"
#include "noble_bytes.h"
#include "noble_spike_batch.h"
#include "random.h"
#include "tests.h"
#include "vectors.h"

static uint8_t payload[VECTOR_BYTES_MAX];
static uint8_t output[NOBLE_PAYLOAD_BYTES_MAX + GUARD_BYTES];
static noble_spike spikes[NOBLE_SPIKE_BATCH_SPIKES_MAX + 1];

// "delta:line,delta:line" to spikes.
static size_t parse_spikes(const char *text, uint64_t base_time_ticks)
{
    size_t count = 0;
    while (*text != '\0' && count < NOBLE_SPIKE_BATCH_SPIKES_MAX) {
        char *end;
        spikes[count].time_ticks = base_time_ticks + strtoull(text, &end, 10);
        spikes[count].line = (uint16_t)strtoul(end + 1, &end, 10);
        text = *end == ',' ? end + 1 : end;
        count++;
    }
    return count;
}

static noble_error get_exactly(size_t count, noble_spike_batch *batch, uint8_t **copy)
{
    *copy = malloc(count + 1);
    memcpy(*copy + 1, payload, count);
    return noble_spike_batch_get(*copy + 1, count, batch);
}

static void check_index_behind_asserts(const noble_spike_batch *batch)
{
    CHECK_ASSERTS(noble_spike_batch_at(batch, batch->records.count));
}

void spike_batch_GoodVectors_BothWays(void)
{
    static vectors reader;
    int read = 0;
    vectors_open(&reader, "spike_batch.txt");
    while (vectors_next(&reader)) {
        if (!vector_is(reader.field[0], "good")) {
            continue;
        }
        const uint16_t number = (uint16_t)vector_number(reader.field[2], 10);
        const uint64_t base_time_ticks = vector_number(reader.field[3], 10);
        const size_t count = parse_spikes(reader.field[4], base_time_ticks);
        const size_t payload_bytes = vector_bytes(reader.field[5], payload);

        guard_fill(output, sizeof output);
        size_t written;
        bool good = CHECK(
            noble_spike_batch_put(number, base_time_ticks, spikes, count, output, payload_bytes, &written)
            == NOBLE_ERROR_NONE);
        good = CHECK(written == payload_bytes && memcmp(output, payload, written) == 0) && good;
        good = CHECK(guard_is_intact(output, written, sizeof output)) && good;

        noble_spike_batch batch = {0};
        uint8_t *copy;
        good = CHECK(get_exactly(payload_bytes, &batch, &copy) == NOBLE_ERROR_NONE) && good;
        good = CHECK(batch.number == number && batch.records.base_time_ticks == base_time_ticks && batch.records.count == count) && good;
        for (size_t i = 0; i < batch.records.count; i++) {
            const noble_spike spike = noble_spike_batch_at(&batch, i);
            good = CHECK(spike.time_ticks == spikes[i].time_ticks && spike.line == spikes[i].line) && good;
        }
        check_index_behind_asserts(&batch);
        free(copy);
        if (!good) {
            printf("  %s\n", reader.field[1]);
        }
        read++;
    }
    CHECK(read == 7);
}

void spike_batch_BadVectors_GiveTheirError(void)
{
    static vectors reader;
    int read = 0;
    vectors_open(&reader, "spike_batch.txt");
    while (vectors_next(&reader)) {
        if (!vector_is(reader.field[0], "bad")) {
            continue;
        }
        noble_spike_batch batch = {.records.count = 9};
        uint8_t *copy;
        if (!CHECK(get_exactly(vector_bytes(reader.field[3], payload), &batch, &copy) == vector_error(reader.field[2]))) {
            printf("  %s\n", reader.field[1]);
        }
        CHECK(batch.records.count == 9);
        free(copy);
        read++;
    }
    CHECK(read == 11);
}

static void check_put(noble_error expected, uint64_t base_time_ticks, size_t count, size_t capacity)
{
    size_t written = 1;
    guard_fill(output, sizeof output);
    CHECK(noble_spike_batch_put(7, base_time_ticks, spikes, count, output, capacity, &written) == expected);
    CHECK(written == 0 && guard_is_intact(output, 0, sizeof output));
}

void spike_batch_BadSpikes_WriteNothing(void)
{
    memset(spikes, 0, sizeof spikes);
    check_put(NOBLE_ERROR_COUNT_OUT_OF_RANGE, 0, 0, sizeof output);
    check_put(NOBLE_ERROR_COUNT_OUT_OF_RANGE, 0, NOBLE_SPIKE_BATCH_SPIKES_MAX + 1, sizeof output);
    check_put(NOBLE_ERROR_BUFFER_TOO_SMALL, 0, 2, NOBLE_SPIKE_BATCH_HEADER_BYTES + 2 * NOBLE_SPIKE_RECORD_BYTES - 1);
    check_put(NOBLE_ERROR_TIME_OUT_OF_RANGE, 1, 1, sizeof output);
    spikes[0].time_ticks = 4294967296u;
    check_put(NOBLE_ERROR_TIME_OUT_OF_RANGE, 0, 1, sizeof output);
    spikes[1].time_ticks = 4294967295u;
    check_put(NOBLE_ERROR_TIMES_OUT_OF_ORDER, 5, 2, sizeof output);
}

void spike_batch_RandomPayloads_AreSafe(void)
{
    random_source source = {.state = 5};
    int good = 0;
    for (int round = 0; round < 100000; round++) {
        // A count that fits or nearly does, and deltas that often rise.
        const uint32_t count = random_below(&source, 8);
        const size_t length = NOBLE_SPIKE_BATCH_HEADER_BYTES + count * NOBLE_SPIKE_RECORD_BYTES;
        random_bytes(&source, payload, length);
        noble_put_u16(
            payload + NOBLE_SPIKE_BATCH_COUNT_OFFSET, (uint16_t)(count + (random_below(&source, 8) == 0 ? 1u : 0u)));
        for (uint32_t i = 0; random_below(&source, 4) != 0 && i < count; i++) {
            noble_put_u32(payload + NOBLE_SPIKE_BATCH_HEADER_BYTES + i * NOBLE_SPIKE_RECORD_BYTES, i * 1000u);
        }
        noble_spike_batch batch;
        uint8_t *copy;
        if (get_exactly(length - random_below(&source, 2) * random_below(&source, 8), &batch, &copy) == NOBLE_ERROR_NONE) {
            uint64_t previous_ticks = batch.records.base_time_ticks;
            for (size_t i = 0; i < batch.records.count; i++) {
                const noble_spike spike = noble_spike_batch_at(&batch, i);
                CHECK(spike.time_ticks >= previous_ticks);
                previous_ticks = spike.time_ticks;
            }
            good++;
        }
        free(copy);
    }
    CHECK(good > 10000 && good < 90000);
}
