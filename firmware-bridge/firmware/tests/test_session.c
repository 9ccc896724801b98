// Sessions, and commands that are executed once and in order whatever the link does.
#include <string.h>

#include "check.h"
#include "fake_board.h"
#include "host.h"
#include "noble_bytes.h"
#include "random.h"
#include "tests.h"

#define COUNT(name) (fake_device.counters.name)

void session_Boot_GreetsAndBeats(void)
{
    fake_begin(HOST_START);
    host_begin();
    host_poll();
    CHECK(host.welcomes == 1 && host.welcome.session == 0 && host.welcome.boot == fake.boot);
    CHECK(host.welcome.state == NOBLE_STATE_SAFE && host.welcome.last_cause == NOBLE_CAUSE_BOOT);
    CHECK(host.heartbeats == 1 && host.heartbeat.cause == NOBLE_CAUSE_BOOT && host.logs == 2);
    fake_run_until(fake.now + 1000000);
    host_take();
    CHECK(host.heartbeats >= 10 && host.heartbeats <= 12 && host.welcomes == 1);
}

void session_Hello_IsAnsweredWithWhatTheBoardIs(void)
{
    host_begin_session();
    const noble_welcome *welcome = &host.welcome;
    CHECK(welcome->session == HOST_SESSION && welcome->ticks_per_second == 1000000);
    CHECK(welcome->firmware_version == NOBLE_FIRMWARE_VERSION && welcome->capabilities == noble_board.capabilities);
    CHECK(welcome->spike_capacity == 1024 && welcome->stimulus_capacity == 256);
    CHECK(welcome->receive_bytes == NOBLE_RECEIVE_BYTES && welcome->lines == 16 && welcome->inputs == 8);
    CHECK(welcome->dac_channels == 2 && welcome->adc_channels == 2 && welcome->dac_bits == 12 && welcome->adc_bits == 12);
    CHECK(memcmp(welcome->board, "fake\0\0\0\0\0\0\0\0\0\0\0\0", 16) == 0);
}

void session_SameHello_ChangesNothing(void)
{
    host_begin_armed();
    CHECK(host_spike(fake.now + 20000, 1) == NOBLE_RESULT_OK);
    const uint16_t next = fake_device.session.next_command;
    host_hello(HOST_SESSION);
    CHECK(host.welcome.state == NOBLE_STATE_ARMED && host.welcome.last_cause == NOBLE_CAUSE_NONE);
    CHECK(fake_device.session.next_command == next && fake_device.schedule.queue.count == 1);
}

void session_OtherHello_IsSafeAndBeginsAnew(void)
{
    host_begin_armed();
    CHECK(host_spike(fake.now + 20000, 1) == NOBLE_RESULT_OK);
    host_hello(HOST_SESSION + 1);
    CHECK(host.welcome.state == NOBLE_STATE_SAFE && host.welcome.last_cause == NOBLE_CAUSE_NONE);
    CHECK(host.heartbeat.cause == NOBLE_CAUSE_NEW_SESSION && host.heartbeat.next_command == 0);
    CHECK(COUNT(spikes_discarded) == 1 && fake_is_consistent());
    // The new session's heartbeat has not come.
    CHECK(host_arm() == NOBLE_RESULT_NO_HEARTBEAT);
}

void session_HelloOfSessionZero_IsMalformed(void)
{
    host_begin_session();
    const uint8_t payload[NOBLE_HELLO_BYTES] = {0};
    host_send(NOBLE_TYPE_HELLO, payload, sizeof payload);
    host_poll();
    CHECK(fake_device.session.session == HOST_SESSION && host.welcomes == 2);
    CHECK(host_read(NOBLE_REGISTER_ERRORS + NOBLE_ERROR_VALUE_OUT_OF_RANGE) == 1);
}

static void send_arm(uint16_t number);

void session_OtherHello_ForgetsTheLastResult(void)
{
    host_begin_armed();
    host_hello(HOST_SESSION + 1);
    send_arm(0xFFFF);
    CHECK(host.acknowledge.result == NOBLE_RESULT_REPEATED && host.acknowledge.session == HOST_SESSION + 1);
}

static void send_arm(uint16_t number)
{
    uint8_t payload[NOBLE_ARM_BYTES];
    noble_arm_put(number, payload);
    host_send(NOBLE_TYPE_ARM, payload, sizeof payload);
    host_poll();
}

void session_CommandNumbers_AreAnsweredByTheirPlace(void)
{
    fake_begin(HOST_START);
    host_begin();
    send_arm(0);
    CHECK(host.acknowledge.result == NOBLE_RESULT_NO_SESSION && host.acknowledge.session == 0);
    host_hello(HOST_SESSION);
    send_arm(0xFFFF);
    CHECK(host.acknowledge.result == NOBLE_RESULT_REPEATED && host.acknowledge.next_command == 0);
    send_arm(1);
    CHECK(host.acknowledge.result == NOBLE_RESULT_OUT_OF_ORDER && host.acknowledge.next_command == 0);
    send_arm(32767);
    CHECK(host.acknowledge.result == NOBLE_RESULT_OUT_OF_ORDER);
    send_arm(32768);
    CHECK(host.acknowledge.result == NOBLE_RESULT_REPEATED);
    send_arm(0);
    CHECK(host.acknowledge.result == NOBLE_RESULT_NO_HEARTBEAT && host.acknowledge.next_command == 1);
    host_heartbeat(HOST_SESSION);
    // The last one again has the result that it had, although it would go otherwise now.
    send_arm(0);
    CHECK(host.acknowledge.result == NOBLE_RESULT_NO_HEARTBEAT && fake_device.safety.state == NOBLE_STATE_SAFE);
    send_arm(1);
    CHECK(host.acknowledge.result == NOBLE_RESULT_OK && host.acknowledge.state == NOBLE_STATE_ARMED);
    send_arm(0);
    CHECK(host.acknowledge.result == NOBLE_RESULT_REPEATED && host.acknowledge.command == 0);
    CHECK(COUNT(commands_executed) == 2 && COUNT(commands_repeated) == 4 && COUNT(commands_out_of_order) == 2);
}

void session_MalformedCommand_CountsAsExecuted(void)
{
    host_begin_session();
    uint8_t payload[NOBLE_CANCEL_BYTES + 1] = {0};
    const uint16_t next = fake_device.session.next_command;
    noble_put_u16(payload, next);
    host_send(NOBLE_TYPE_CANCEL, payload, sizeof payload);
    host_poll();
    CHECK(host.acknowledge.result == NOBLE_RESULT_MALFORMED && host.acknowledge.command == next);
    CHECK(host.acknowledge.error == NOBLE_ERROR_WRONG_PAYLOAD_LENGTH && host.acknowledge.next_command == next + 1);
    host_send(NOBLE_TYPE_CANCEL, payload, sizeof payload);
    host_poll();
    CHECK(host.acknowledge.result == NOBLE_RESULT_MALFORMED && host.acknowledge.error == NOBLE_ERROR_WRONG_PAYLOAD_LENGTH);
    CHECK(COUNT(commands_executed) == 1);
    // Its number cannot be read: counted, and not answered.
    const uint32_t acknowledges = host.acknowledges;
    host_send(NOBLE_TYPE_CANCEL, payload, 1);
    host_poll();
    CHECK(host.acknowledges == acknowledges);
    CHECK(host_read(NOBLE_REGISTER_ERRORS + NOBLE_ERROR_WRONG_PAYLOAD_LENGTH) == 2);
}

void session_HeartbeatOfAnother_IsNotAlive(void)
{
    host_begin_session();
    host_heartbeat(HOST_SESSION + 1);
    host_heartbeat(0);
    CHECK(COUNT(wrong_session) == 2);
    CHECK(host_arm() == NOBLE_RESULT_NO_HEARTBEAT);
}

// A link that loses, repeats and swaps whole frames, and a host that sends everything from the expected command on until
// each has been acknowledged.
void session_LossRepetitionAndReordering_ExecuteEveryCommandOnce(void)
{
    enum { COMMANDS = 400, WINDOW = 6 };
    host_begin_armed();
    random_source source = {.state = 31};
    const uint16_t base_command = host.command;
    const uint64_t time = fake.now + 2000000;
    const uint32_t executed = COUNT(commands_executed);
    uint16_t sequences = host.sequence;
    for (int round = 0; fake_device.session.next_command != base_command + COMMANDS && CHECK(round < 20000); round++) {
        const uint16_t begin = (uint16_t)(fake_device.session.next_command - base_command);
        host.sequence = sequences;
        if (round % 16 == 0) {
            host_heartbeat(HOST_SESSION);
        }
        for (uint16_t i = 0; i < WINDOW && begin + i < COMMANDS; i++) {
            // A swap: the later number first, which the receiver then takes for loss and drops the earlier.
            const uint16_t at = (uint16_t)(begin + (random_below(&source, 4) == 0 ? (i ^ 1u) : i));
            const noble_spike spike = {time + at * 10u, at % 16u};
            uint8_t payload[64];
            size_t written;
            noble_spike_batch_put((uint16_t)(base_command + at), spike.time_ticks, &spike, 1, payload, sizeof payload, &written);
            const uint32_t fate = random_below(&source, 8);
            if (fate == 0) {
                host.sequence++; // lost
                continue;
            }
            host_send(NOBLE_TYPE_SPIKE_BATCH, payload, written);
            if (fate == 1) {
                host.sequence--; // the same frame again
                host_send(NOBLE_TYPE_SPIKE_BATCH, payload, written);
            } else if (fate == 2) {
                host_send(NOBLE_TYPE_SPIKE_BATCH, payload, written); // sent again by the host
            }
        }
        sequences = host.sequence;
        host_poll();
    }
    CHECK(COUNT(commands_executed) == executed + COMMANDS && COUNT(spikes_accepted) == COMMANDS);
    CHECK(COUNT(commands_repeated) > 100 && COUNT(commands_out_of_order) > 20);
    CHECK(fake_device.receiver.counters.errors[NOBLE_ERROR_REPEATED_SEQUENCE] > 20);
    host.command = fake_device.session.next_command;
    host_run_until(time + 10000);
    CHECK(fake.emissions_count == COMMANDS);
    for (uint32_t i = 0; i < COMMANDS; i++) {
        CHECK(fake.emissions[i].requested == time + i * 10u && fake.emissions[i].line == i % 16u);
    }
    CHECK(fake_is_consistent());
}

void session_CommandNumbers_Wrap(void)
{
    host_begin_armed();
    fake_device.session.next_command = 0xFFFE;
    host.command = 0xFFFE;
    for (int i = 0; i < 4; i++) {
        CHECK(host_arm() == NOBLE_RESULT_OK);
    }
    CHECK(fake_device.session.next_command == 2);
}

void session_ClockProbe_GivesTheMomentsOfBothFirstBytes(void)
{
    host_begin_session();
    uint8_t payload[NOBLE_CLOCK_PROBE_BYTES];
    const noble_clock_probe probe = {.number = 77, .host_time = 5};
    noble_clock_probe_put(&probe, payload);
    const uint64_t begin = fake.now;
    host_send(NOBLE_TYPE_CLOCK_PROBE, payload, sizeof payload);
    fake_poll();
    fake.now += 5000; // it waits to be sent
    const uint64_t sent = fake.now;
    host_take();
    CHECK(host.replies == 1 && host.reply.number == 77);
    CHECK(host.reply.received_ticks >= begin && host.reply.received_ticks <= begin + 1);
    CHECK(host.reply.sent_ticks >= sent && host.reply.sent_ticks <= sent + 1);
}

void session_ClockProbeWithoutItsFirstByte_IsNotAnswered(void)
{
    host_begin_session();
    uint8_t payload[NOBLE_CLOCK_PROBE_BYTES];
    uint8_t wire[64];
    const noble_clock_probe probe = {.number = 77, .host_time = 5};
    noble_clock_probe_put(&probe, payload);
    const noble_frame frame = {NOBLE_TYPE_CLOCK_PROBE, host.sequence++, sizeof payload, payload};
    size_t written;
    CHECK(noble_frame_encode(&frame, wire, sizeof wire, &written) == NOBLE_ERROR_NONE);
    const uint32_t taken = fake_device.receiver.counters.frames_taken;
    for (size_t i = 1; i < written; i++) {
        noble_device_on_byte(&fake_device, wire[i], noble_board_now());
    }
    host_poll();
    CHECK(fake_device.receiver.counters.frames_taken == taken + 1u && host.replies == 0);
}

void session_HostThatDoesNotRead_GetsHeartbeatsOnceItDoes(void)
{
    host_begin_session();
    host_set(NOBLE_REGISTER_INPUT_ENABLE, 1);
    for (uint32_t i = 0; i < 2000; i++) {
        noble_device_on_edge(&fake_device, 0, i % 2 == 0, noble_board_now());
        fake_run_until(fake.now + 3000);
    }
    CHECK(COUNT(input_events_lost) > 0);
    const uint32_t heartbeats = host.heartbeats;
    host_take();
    CHECK(host.heartbeats > heartbeats + 10u && COUNT(frames_unsent) > 0);
    host_poll();
    CHECK(host.events > 300);
}

void session_HalfAFrameThenNothing_TimesOut(void)
{
    host_begin_session();
    for (uint8_t i = 0; i < 5; i++) {
        noble_device_on_byte(&fake_device, i, noble_board_now());
    }
    fake_run_until(fake.now + 98000);
    CHECK(fake_device.receiver.counters.errors[NOBLE_ERROR_FRAME_TIMEOUT] == 0);
    fake_run_until(fake.now + 4000);
    CHECK(fake_device.receiver.counters.errors[NOBLE_ERROR_FRAME_TIMEOUT] == 1);
    fake_run_until(fake.now + 1000000);
    CHECK(fake_device.receiver.counters.silences == 1);
}

void session_Overrun_IsCounted(void)
{
    host_begin_session();
    for (uint32_t i = 0; i < NOBLE_RECEIVE_BYTES + 10u; i++) {
        noble_device_on_byte(&fake_device, 1, fake.now);
    }
    host_poll();
    CHECK(host_read(NOBLE_REGISTER_BYTES_OVERRUN) == 10);
}
