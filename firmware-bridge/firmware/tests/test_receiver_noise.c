// Frames that are damaged, repeated and cut, and noise between them. Seeded, and bounded to a few seconds.
#include <string.h>

#include "check.h"
#include "noble_receiver.h"
#include "random.h"
#include "tests.h"

#define ROUNDS 100000
#define NOISE_BYTES_MAX 1500

static struct {
    noble_receiver receiver;
    uint8_t guard[GUARD_BYTES];
} guarded;

static uint8_t wire[2 * NOBLE_WIRE_BYTES_MAX];

static void begin(void)
{
    guard_fill(guarded.guard, sizeof guarded.guard);
    noble_receiver_init(&guarded.receiver, NOBLE_DIRECTION_TO_DEVICE, 100, 1000);
}

// A payload that is told by its sequence number alone.
static size_t payload_of(uint16_t sequence, uint8_t payload[NOBLE_PAYLOAD_BYTES_MAX])
{
    random_source source = {.state = sequence + 1u};
    const size_t count = sequence % 64 == 0 ? random_below(&source, NOBLE_PAYLOAD_BYTES_MAX + 1) : random_below(&source, 40);
    random_bytes(&source, payload, count);
    for (size_t i = 0; i < count; i++) {
        payload[i] &= sequence % 3 == 0 ? 0x11 : 0xFF;
    }
    return count;
}

static size_t encode(uint16_t sequence)
{
    static uint8_t payload[NOBLE_PAYLOAD_BYTES_MAX];
    const noble_frame frame = {
        .type = NOBLE_TYPE_SPIKE_BATCH, .sequence = sequence,
        .payload_bytes = (uint16_t)payload_of(sequence, payload), .payload = payload};
    size_t written;
    CHECK(noble_frame_encode(&frame, wire, NOBLE_WIRE_BYTES_MAX, &written) == NOBLE_ERROR_NONE);
    return written;
}

// Returns how many frames came out; each must be exactly one that was sent, *last the latest.
static int push(const uint8_t *bytes, size_t count, uint16_t *last)
{
    static uint8_t payload[NOBLE_PAYLOAD_BYTES_MAX];
    int taken = 0;
    for (size_t i = 0; i < count; i++) {
        noble_frame frame;
        if (noble_receiver_push(&guarded.receiver, bytes[i], 0, &frame)) {
            const size_t length = payload_of(frame.sequence, payload);
            CHECK(frame.type == NOBLE_TYPE_SPIKE_BATCH && frame.payload_bytes == length);
            CHECK(memcmp(frame.payload, payload, length) == 0);
            *last = frame.sequence;
            taken++;
        }
    }
    CHECK(guard_is_intact(guarded.guard, 0, sizeof guarded.guard));
    return taken;
}

// Sends the frame before, `count` bytes that were a frame once, and the frame after.
static void check_neighbours(uint16_t sequence, const uint8_t *damaged, size_t count)
{
    uint16_t last = 0;
    begin();
    size_t length = encode((uint16_t)(sequence - 1));
    CHECK(push(wire, length, &last) == 1);
    // Some damage leaves the frame as it was: a byte missing from a delimiter that has a neighbour, for one.
    const int middle = push(damaged, count, &last);
    length = encode((uint16_t)(sequence + 1));
    const int after = push(wire, length, &last);
    CHECK(middle + after <= 2 && last == (uint16_t)(sequence + 1));
    CHECK(guarded.receiver.counters.frames_taken + guarded.receiver.counters.frames_lost == 3);
}

void receiver_EveryByteChanged_LosesAtMostThatFrame(void)
{
    static uint8_t damaged[NOBLE_WIRE_BYTES_MAX];
    // 3: few zeros; 4: any bytes; 64: long, with full blocks of the stuffing.
    static const uint16_t sequences[] = {3, 4, 64};
    for (size_t s = 0; s < sizeof sequences / sizeof sequences[0]; s++) {
        const size_t count = encode(sequences[s]);
        memcpy(damaged, wire, count);
        // Every value for the short frames, every bit and the delimiter for the long one.
        const bool is_short = count < 64;
        for (size_t i = 0; i < count; i++) {
            const uint8_t original = damaged[i];
            for (unsigned step = 0; step < (is_short ? 256u : 9u); step++) {
                damaged[i] = (uint8_t)(is_short ? step : step == 8 ? 0 : original ^ 1u << step);
                if (damaged[i] != original) {
                    check_neighbours(sequences[s], damaged, count);
                    CHECK(guarded.receiver.counters.frames_lost == 1);
                }
            }
            damaged[i] = original;
        }
    }
}

void receiver_EveryByteMissing_LosesAtMostThatFrame(void)
{
    static uint8_t damaged[NOBLE_WIRE_BYTES_MAX];
    const size_t count = encode(64);
    memcpy(damaged, wire, count);
    for (size_t i = 0; i < count; i++) {
        static uint8_t cut[NOBLE_WIRE_BYTES_MAX];
        memcpy(cut, damaged, i);
        memcpy(cut + i, damaged + i + 1, count - i - 1);
        check_neighbours(64, cut, count - 1);
        // All before byte i: the frame's beginning without its end.
        check_neighbours(64, damaged, i);
    }
}

void receiver_EveryByteDoubled_LosesAtMostThatFrame(void)
{
    static uint8_t damaged[NOBLE_WIRE_BYTES_MAX + 1];
    const size_t count = encode(64);
    for (size_t i = 0; i < count; i++) {
        encode(64);
        memcpy(damaged, wire, i + 1);
        memcpy(damaged + i + 1, wire + i, count - i);
        check_neighbours(64, damaged, count + 1);
    }
}

static size_t make_noise(random_source *source, uint8_t *noise)
{
    const size_t count = random_below(source, 16) == 0 ? random_below(source, NOISE_BYTES_MAX) : random_below(source, 24);
    random_bytes(source, noise, count);
    const uint8_t mask = (uint8_t)(0xFF >> random_below(source, 8));
    const uint8_t set = random_below(source, 2) == 0 ? 1 : 0;
    for (size_t i = 0; i < count; i++) {
        noise[i] = (uint8_t)((noise[i] & mask) | set);
    }
    return count;
}

static size_t damage(random_source *source, size_t count)
{
    const size_t at = random_below(source, (uint32_t)count);
    switch (random_below(source, 4)) {
    case 0:
        wire[at] = (uint8_t)(wire[at] + 1 + random_below(source, 255));
        return count;
    case 1:
        memmove(wire + at, wire + at + 1, count - at - 1);
        return count - 1;
    case 2:
        memmove(wire + at + 1, wire + at, count - at);
        wire[at] = (uint8_t)random_next(source);
        return count + 1;
    default:
        return at;
    }
}

void receiver_NoiseAndFrames_TakesEveryWholeFrame(void)
{
    static uint8_t noise[NOISE_BYTES_MAX];
    random_source source = {.state = 2026};
    begin();
    uint16_t last = 0;
    uint16_t sequence = 65000;
    uint32_t sent = 0;
    uint32_t repeats = 0;
    size_t count = encode(sequence);
    CHECK(push(wire, count, &last) == 1);
    sent++;
    for (int round = 0; round < ROUNDS; round++) {
        if (random_below(&source, 2) == 0) {
            // One at most: a frame that lacked only its last delimiter.
            CHECK(push(noise, make_noise(&source, noise), &last) <= 1);
        }
        sequence++;
        sent++;
        count = encode(sequence);
        // The last frame is whole, so that every loss before it is seen.
        if (random_below(&source, 3) == 0 && round < ROUNDS - 1) {
            push(wire, damage(&source, count), &last);
            continue;
        }
        const int taken = push(wire, count, &last);
        if (!CHECK(taken >= 1 && taken <= 2 && last == sequence)) {
            return;
        }
        if (random_below(&source, 8) == 0) {
            CHECK(push(wire, count, &last) == 0);
            repeats++;
        }
    }
    const noble_receiver_counters *counters = &guarded.receiver.counters;
    CHECK(counters->frames_taken + counters->frames_lost == sent);
    CHECK(counters->frames_taken > ROUNDS / 2 && counters->frames_lost > ROUNDS / 5);
    CHECK(counters->errors[NOBLE_ERROR_REPEATED_SEQUENCE] == repeats);
}

void receiver_OnlyNoise_TakesNothing(void)
{
    static uint8_t noise[NOISE_BYTES_MAX];
    random_source source = {.state = 77};
    uint32_t now_ticks = 0;
    begin();
    for (int round = 0; round < ROUNDS; round++) {
        const size_t count = make_noise(&source, noise);
        for (size_t i = 0; i < count; i++) {
            noble_frame frame;
            CHECK(!noble_receiver_push(&guarded.receiver, noise[i], now_ticks, &frame));
        }
        // Rarely a pause that the frame does not survive; the clock wraps many times.
        now_ticks += random_below(&source, 4) == 0 ? random_below(&source, INT32_MAX) : random_below(&source, 90);
    }
    CHECK(guard_is_intact(guarded.guard, 0, sizeof guarded.guard));
    const uint32_t *errors = guarded.receiver.counters.errors;
    CHECK(errors[NOBLE_ERROR_FRAME_TIMEOUT] > 0 && errors[NOBLE_ERROR_STUFFING] > 0 && errors[NOBLE_ERROR_TOO_LONG] > 0);
    CHECK(errors[NOBLE_ERROR_TOO_SHORT] > 0 && errors[NOBLE_ERROR_LENGTH_MISMATCH] > 0);
    CHECK(guarded.receiver.counters.frames_taken == 0);
}
