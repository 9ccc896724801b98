#include <string.h>

#include "check.h"
#include "noble_heartbeat.h"
#include "noble_receiver.h"
#include "tests.h"
#include "vectors.h"

#define FRAME_TIMEOUT_TICKS 100
#define LINK_TIMEOUT_TICKS 1000
#define PENDING_MAX 16

typedef struct {
    uint8_t type;
    uint16_t sequence;
    uint16_t payload_bytes;
    uint8_t payload[NOBLE_PAYLOAD_BYTES_MAX];
} taken_frame;

// The frames that the receiver took and no line of the script has asked for.
static taken_frame pending[PENDING_MAX];
static size_t pending_count;

static struct {
    noble_receiver receiver;
    uint8_t guard[GUARD_BYTES];
} guarded;

static uint32_t now_ticks;
static noble_receiver_counters expected;

static void begin_stream(const char *side)
{
    memset(&expected, 0, sizeof expected);
    guard_fill(guarded.guard, sizeof guarded.guard);
    // Every script crosses the wrap of the clock, most of them with their first bytes.
    now_ticks = UINT32_MAX - 50;
    noble_receiver_init(
        &guarded.receiver, vector_is(side, "host") ? NOBLE_DIRECTION_TO_HOST : NOBLE_DIRECTION_TO_DEVICE,
        FRAME_TIMEOUT_TICKS, LINK_TIMEOUT_TICKS);
}

static bool end_stream(void)
{
    bool good = CHECK(pending_count == 0);
    good = CHECK(memcmp(&guarded.receiver.counters, &expected, sizeof expected) == 0) && good;
    good = CHECK(guard_is_intact(guarded.guard, 0, sizeof guarded.guard)) && good;
    pending_count = 0;
    return good;
}

static void give_bytes(const char *text)
{
    static uint8_t bytes[VECTOR_BYTES_MAX];
    CHECK(pending_count == 0);
    const size_t count = vector_bytes(text, bytes);
    for (size_t i = 0; i < count; i++) {
        noble_frame frame;
        if (noble_receiver_push(&guarded.receiver, bytes[i], now_ticks, &frame) && CHECK(pending_count < PENDING_MAX)) {
            taken_frame *taken = &pending[pending_count++];
            taken->type = frame.type;
            taken->sequence = frame.sequence;
            taken->payload_bytes = frame.payload_bytes;
            memcpy(taken->payload, frame.payload, frame.payload_bytes);
        }
    }
}

static void take_frame(const vectors *line)
{
    static uint8_t payload[VECTOR_BYTES_MAX];
    const size_t payload_bytes = vector_bytes(line->field[3], payload);
    expected.frames_taken++;
    if (!CHECK(pending_count > 0)) {
        return;
    }
    CHECK(pending[0].type == vector_number(line->field[1], 16));
    CHECK(pending[0].sequence == vector_number(line->field[2], 10));
    CHECK(pending[0].payload_bytes == payload_bytes && memcmp(pending[0].payload, payload, payload_bytes) == 0);
    memmove(pending, pending + 1, --pending_count * sizeof pending[0]);
}

static void run_line(const vectors *line)
{
    const char *word = line->field[0];
    if (vector_is(word, "bytes")) {
        give_bytes(line->field[1]);
    } else if (vector_is(word, "take")) {
        take_frame(line);
    } else if (vector_is(word, "wait")) {
        CHECK(pending_count == 0);
        now_ticks += (uint32_t)vector_number(line->field[1], 10);
        noble_receiver_poll(&guarded.receiver, now_ticks);
    } else if (vector_is(word, "lost")) {
        expected.frames_lost = (uint32_t)vector_number(line->field[1], 10);
    } else if (vector_is(word, "skipped")) {
        expected.bytes_skipped = (uint32_t)vector_number(line->field[1], 10);
    } else if (vector_is(word, "silences")) {
        expected.silences = (uint32_t)vector_number(line->field[1], 10);
    } else if (CHECK(vector_is(word, "error"))) {
        expected.errors[vector_error(line->field[1])] = (uint32_t)vector_number(line->field[2], 10);
    }
}

void receiver_StreamVectors_FollowTheirScript(void)
{
    static vectors reader;
    char name[64] = "";
    int streams = 0;
    vectors_open(&reader, "stream.txt");
    while (vectors_next(&reader)) {
        if (!vector_is(reader.field[0], "stream")) {
            run_line(&reader);
            continue;
        }
        if (streams > 0 && !end_stream()) {
            printf("  %s\n", name);
        }
        snprintf(name, sizeof name, "%s", reader.field[1]);
        begin_stream(reader.field[2]);
        streams++;
    }
    if (!end_stream()) {
        printf("  %s\n", name);
    }
    CHECK(streams == 33);
}

void receiver_WrongArguments_Assert(void)
{
    static noble_receiver receiver;
    noble_frame frame;
    CHECK_ASSERTS(noble_receiver_init(NULL, NOBLE_DIRECTION_TO_DEVICE, 1, 1));
    CHECK_ASSERTS(noble_receiver_init(&receiver, 1, 1, 1));
    CHECK_ASSERTS(noble_receiver_init(&receiver, NOBLE_DIRECTION_TO_DEVICE, 0, 1));
    CHECK_ASSERTS(noble_receiver_init(&receiver, NOBLE_DIRECTION_TO_DEVICE, 1, 0x80000000u));
    noble_receiver_init(&receiver, NOBLE_DIRECTION_TO_DEVICE, 1, INT32_MAX);
    CHECK_ASSERTS(noble_receiver_push(&receiver, 0, 0, NULL));
    CHECK(!noble_receiver_push(&receiver, 0, 0, &frame));
}

void receiver_EverySequence_WrapsWithoutLoss(void)
{
    static noble_receiver receiver;
    uint8_t payload[NOBLE_HOST_HEARTBEAT_BYTES];
    uint8_t wire[64];
    noble_receiver_init(&receiver, NOBLE_DIRECTION_TO_DEVICE, FRAME_TIMEOUT_TICKS, LINK_TIMEOUT_TICKS);
    for (uint32_t i = 0; i < 65536 + 100; i++) {
        size_t written;
        const noble_host_heartbeat beat = {.session = 5, .host_time = i};
        noble_host_heartbeat_put(&beat, payload);
        const noble_frame sent = {
            .type = NOBLE_TYPE_HOST_HEARTBEAT, .sequence = (uint16_t)(65500 + i), .payload_bytes = sizeof payload, .payload = payload};
        CHECK(noble_frame_encode(&sent, wire, sizeof wire, &written) == NOBLE_ERROR_NONE);
        noble_frame frame;
        noble_host_heartbeat got = {0};
        for (size_t k = 0; k < written; k++) {
            if (noble_receiver_push(&receiver, wire[k], i, &frame)) {
                CHECK(noble_host_heartbeat_get(frame.payload, frame.payload_bytes, &got) == NOBLE_ERROR_NONE);
            }
        }
        if (!CHECK(got.host_time == i && got.session == 5)) {
            return;
        }
    }
    CHECK(receiver.counters.frames_taken == 65536 + 100 && receiver.counters.frames_lost == 0);
}
