// Frames on their way out: whole, in order, and urgent ones not held up by ordinary ones.
#include <string.h>

#include "check.h"
#include "noble_receiver.h"
#include "noble_transmitter.h"
#include "random.h"
#include "tests.h"

static noble_transmitter transmitter;
static noble_receiver receiver;

static void begin(void)
{
    noble_transmitter_init(&transmitter);
    noble_receiver_init(&receiver, NOBLE_DIRECTION_TO_HOST, 1000, 10000);
}

static uint32_t take_all(void)
{
    uint8_t byte;
    noble_frame frame;
    uint32_t taken = 0;
    while (noble_transmitter_next_byte(&transmitter, &byte)) {
        taken += noble_receiver_push(&receiver, byte, 0, &frame) ? 1u : 0u;
    }
    return taken;
}

void transmitter_FullOfOrdinaryFrames_StillTakesUrgentOnes(void)
{
    begin();
    const uint8_t payload[NOBLE_DEVICE_HEARTBEAT_BYTES] = {0};
    uint32_t ordinary = 0;
    while (noble_transmitter_send(&transmitter, NOBLE_TRANSMIT_ORDINARY, NOBLE_TYPE_LOG, payload, 20)) {
        ordinary++;
    }
    uint32_t urgent = 0;
    while (noble_transmitter_send(
        &transmitter, NOBLE_TRANSMIT_URGENT, NOBLE_TYPE_DEVICE_HEARTBEAT, payload, sizeof payload)) {
        urgent++;
    }
    CHECK(ordinary > 80 && urgent >= 7);
    // A frame that was not sent has no number: there is no gap.
    CHECK(take_all() == ordinary + urgent && receiver.counters.frames_lost == 0);
    CHECK(noble_transmitter_waiting(&transmitter) == 0);
}

void transmitter_RandomFrames_ArriveWholeAndInOrder(void)
{
    begin();
    random_source source = {.state = 51};
    static uint8_t payload[NOBLE_PAYLOAD_BYTES_MAX];
    transmitter.pushed = transmitter.popped = UINT32_MAX - 9999; // the positions wrap
    uint32_t sent = 0;
    uint32_t taken = 0;
    for (int round = 0; round < 20000; round++) {
        const uint32_t what = random_below(&source, 4);
        const size_t count = what == 3 ? random_below(&source, NOBLE_PAYLOAD_BYTES_MAX + 1) : random_below(&source, 60);
        random_bytes(&source, payload, count);
        const bool is_sent = what == 0
            ? noble_transmitter_send_clock_reply(&transmitter, (uint32_t)round, (uint64_t)round << 32)
            : noble_transmitter_send(&transmitter, NOBLE_TRANSMIT_ORDINARY, NOBLE_TYPE_LOG, payload, count);
        sent += is_sent ? 1u : 0u;
        for (uint32_t i = random_below(&source, 400); i > 0; i--) {
            uint8_t byte;
            noble_frame frame;
            if (noble_transmitter_next_byte(&transmitter, &byte) && noble_receiver_push(&receiver, byte, 0, &frame)) {
                taken++;
            }
        }
    }
    CHECK(taken + take_all() == sent && sent > 15000 && receiver.counters.frames_lost == 0);
    for (size_t i = 0; i < NOBLE_ERROR_COUNT; i++) {
        CHECK(receiver.counters.errors[i] == 0);
    }
}
