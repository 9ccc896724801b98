// Stimuli and input events: the other messages with records in the order of time.
#include <stdlib.h>
#include <string.h>

#include "check.h"
#include "noble_input_events.h"
#include "noble_stimulus.h"
#include "tests.h"
#include "vectors.h"

#define FIELDS_MAX 4

static uint8_t payload[VECTOR_BYTES_MAX];
static uint8_t output[NOBLE_PAYLOAD_BYTES_MAX + GUARD_BYTES];
static uint64_t records[NOBLE_STIMULUS_RECORDS_MAX][FIELDS_MAX];

// "1:2:3,4:5:6" to records of numbers.
static size_t parse(const char *text)
{
    size_t count = 0;
    size_t field = 0;
    while (count < NOBLE_STIMULUS_RECORDS_MAX) {
        char *end;
        records[count][field++] = strtoull(text, &end, 10);
        if (*end == '\0') {
            return count + 1;
        }
        if (*end == ',') {
            count++;
            field = 0;
        }
        text = end + 1;
    }
    return count;
}

static bool is_output(size_t written, size_t count)
{
    return CHECK(written == count && memcmp(output, payload, count) == 0)
        && CHECK(guard_is_intact(output, written, sizeof output));
}

static bool run_stimulus(uint16_t number, uint64_t base, size_t levels_count, size_t count)
{
    static noble_stimulus_level levels[NOBLE_STIMULUS_RECORDS_MAX];
    noble_stimulus message;
    if (!CHECK(noble_stimulus_get(payload, count, &message) == NOBLE_ERROR_NONE)) {
        return false;
    }
    bool good = CHECK(message.number == number && message.records.count == levels_count);
    for (size_t i = 0; i < message.records.count; i++) {
        levels[i] = noble_stimulus_at(&message, i);
        good = CHECK(levels[i].time_ticks == base + records[i][0] && levels[i].channel == records[i][1]
                     && levels[i].code == records[i][2]) && good;
    }
    size_t written;
    guard_fill(output, sizeof output);
    good = CHECK(noble_stimulus_put(number, base, levels, levels_count, output, count, &written) == NOBLE_ERROR_NONE)
        && good;
    return is_output(written, count) && good;
}

static bool run_events(uint32_t first, uint64_t base, size_t events_count, size_t count)
{
    static noble_input_event events[NOBLE_INPUT_EVENTS_MAX];
    noble_input_events message;
    if (!CHECK(noble_input_events_get(payload, count, &message) == NOBLE_ERROR_NONE)) {
        return false;
    }
    bool good = CHECK(message.first == first && message.records.count == events_count);
    for (size_t i = 0; i < message.records.count; i++) {
        events[i] = noble_input_events_at(&message, i);
        good = CHECK(events[i].time_ticks == base + records[i][0] && events[i].kind == records[i][1]
                     && events[i].channel == records[i][2] && events[i].value == records[i][3]
                     && events[i].number == (uint32_t)(first + i)) && good;
    }
    size_t written;
    guard_fill(output, sizeof output);
    good = CHECK(noble_input_events_put(events, events_count, output, count, &written) == NOBLE_ERROR_NONE) && good;
    return is_output(written, count) && good;
}

static noble_error get(bool is_stimulus, size_t count)
{
    noble_stimulus stimulus;
    noble_input_events events;
    uint8_t *copy = malloc(count + 1);
    memcpy(copy + 1, payload, count);
    const noble_error error =
        is_stimulus ? noble_stimulus_get(copy + 1, count, &stimulus) : noble_input_events_get(copy + 1, count, &events);
    free(copy);
    return error;
}

static void run_file(const char *name, bool is_stimulus, int good_expected, int bad_expected)
{
    static vectors reader;
    int good = 0;
    int bad = 0;
    vectors_open(&reader, name);
    while (vectors_next(&reader)) {
        bool holds;
        if (vector_is(reader.field[0], "good")) {
            const uint64_t number = vector_number(reader.field[2], 10);
            const uint64_t base = vector_number(reader.field[3], 10);
            const size_t records_count = parse(reader.field[4]);
            const size_t count = vector_bytes(reader.field[5], payload);
            holds = is_stimulus ? run_stimulus((uint16_t)number, base, records_count, count)
                                : run_events((uint32_t)number, base, records_count, count);
            good++;
        } else {
            holds = CHECK(get(is_stimulus, vector_bytes(reader.field[3], payload)) == vector_error(reader.field[2]));
            bad++;
        }
        if (!holds) {
            printf("  %s\n", reader.field[1]);
        }
    }
    CHECK(good == good_expected && bad == bad_expected);
}

void stimulus_Vectors_BothWays(void)
{
    run_file("stimulus.txt", true, 5, 7);
}

void input_events_Vectors_BothWays(void)
{
    run_file("input_events.txt", false, 4, 9);
}
