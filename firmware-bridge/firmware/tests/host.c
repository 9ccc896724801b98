#include "host.h"

#include <string.h>

#include "check.h"
#include "fake_board.h"
#include "noble_bytes.h"

host_side host;

void host_begin(void)
{
    memset(&host, 0, sizeof host);
    noble_receiver_init(&host.receiver, NOBLE_DIRECTION_TO_HOST, 100000, 1000000);
}

void host_begin_session(void)
{
    fake_begin(HOST_START);
    host_begin();
    host_hello(HOST_SESSION);
}

void host_arm_device(void)
{
    host_heartbeat(HOST_SESSION);
    CHECK(host_arm() == NOBLE_RESULT_OK);
}

void host_begin_armed(void)
{
    host_begin_session();
    host_arm_device();
}

void host_set(uint16_t id, uint64_t value)
{
    CHECK(host_write(id, NOBLE_REGISTER_TYPE_U32, value) == NOBLE_RESULT_OK);
}

static void take_events(const noble_frame *frame)
{
    noble_input_events message;
    CHECK(noble_input_events_get(frame->payload, frame->payload_bytes, &message) == NOBLE_ERROR_NONE);
    for (size_t i = 0; i < message.records.count; i++) {
        if (host.events < HOST_EVENTS_MAX) {
            host.event[host.events++] = noble_input_events_at(&message, i);
        }
    }
    host.event_messages++;
}

static void take_frame(const noble_frame *frame)
{
    noble_error error = NOBLE_ERROR_NONE;
    switch (frame->type) {
    case NOBLE_TYPE_WELCOME:
        error = noble_welcome_get(frame->payload, frame->payload_bytes, &host.welcome);
        host.welcomes++;
        break;
    case NOBLE_TYPE_ACKNOWLEDGE:
        error = noble_acknowledge_get(frame->payload, frame->payload_bytes, &host.acknowledge);
        host.acknowledges++;
        break;
    case NOBLE_TYPE_DEVICE_HEARTBEAT:
        error = noble_device_heartbeat_get(frame->payload, frame->payload_bytes, &host.heartbeat);
        host.heartbeats++;
        break;
    case NOBLE_TYPE_CLOCK_REPLY:
        error = noble_clock_reply_get(frame->payload, frame->payload_bytes, &host.reply);
        host.replies++;
        break;
    case NOBLE_TYPE_REGISTER:
        error = noble_register_value_get(frame->payload, frame->payload_bytes, &host.value);
        host.values++;
        break;
    case NOBLE_TYPE_LOG:
        error = noble_log_get(frame->payload, frame->payload_bytes, &host.log);
        host.logs++;
        break;
    default:
        CHECK(frame->type == NOBLE_TYPE_INPUT_EVENTS);
        take_events(frame);
        break;
    }
    CHECK(error == NOBLE_ERROR_NONE);
}

void host_take(void)
{
    uint8_t byte;
    noble_frame frame;
    while (noble_device_next_byte(&fake_device, &byte)) {
        if (noble_receiver_push(&host.receiver, byte, (uint32_t)fake.now, &frame)) {
            take_frame(&frame);
        }
    }
    uint32_t errors = 0;
    for (size_t i = 0; i < NOBLE_ERROR_COUNT; i++) {
        errors += host.receiver.counters.errors[i];
    }
    CHECK(errors == 0 && host.receiver.counters.frames_lost == 0);
}

void host_poll(void)
{
    fake_poll();
    host_take();
    fake_poll();
    host_take();
}

void host_send(uint8_t type, const uint8_t *payload, size_t count)
{
    static uint8_t wire[NOBLE_WIRE_BYTES_MAX];
    const noble_frame frame = {
        .type = type, .sequence = host.sequence++, .payload_bytes = (uint16_t)count, .payload = payload};
    size_t written;
    CHECK(noble_frame_encode(&frame, wire, sizeof wire, &written) == NOBLE_ERROR_NONE);
    for (size_t i = 0; i < written; i++) {
        noble_device_on_byte(&fake_device, wire[i], noble_board_now());
    }
}

void host_hello(uint32_t session)
{
    uint8_t payload[NOBLE_HELLO_BYTES];
    noble_put_u32(payload, session);
    if (session != host.session) {
        host.command = 0;
        host.session = session;
    }
    host_send(NOBLE_TYPE_HELLO, payload, sizeof payload);
    host_poll();
}

void host_heartbeat(uint32_t session)
{
    uint8_t payload[NOBLE_HOST_HEARTBEAT_BYTES];
    const noble_host_heartbeat message = {.session = session, .host_time = 1};
    noble_host_heartbeat_put(&message, payload);
    host_send(NOBLE_TYPE_HOST_HEARTBEAT, payload, sizeof payload);
    host_poll();
}

static uint8_t command(uint8_t type, const uint8_t *payload, size_t count)
{
    const uint32_t acknowledges = host.acknowledges;
    const uint16_t number = host.command++;
    host_send(type, payload, count);
    host_poll();
    CHECK(host.acknowledges == acknowledges + 1u && host.acknowledge.command == number);
    CHECK(host.acknowledge.next_command == host.command && host.acknowledge.session == host.session);
    return host.acknowledge.result;
}

uint8_t host_arm(void)
{
    uint8_t payload[NOBLE_ARM_BYTES];
    noble_arm_put(host.command, payload);
    return command(NOBLE_TYPE_ARM, payload, sizeof payload);
}

uint8_t host_spikes(uint64_t base_time, const noble_spike *spikes, size_t count)
{
    uint8_t payload[NOBLE_PAYLOAD_BYTES_MAX];
    size_t written;
    CHECK(noble_spike_batch_put(host.command, base_time, spikes, count, payload, sizeof payload, &written)
          == NOBLE_ERROR_NONE);
    return command(NOBLE_TYPE_SPIKE_BATCH, payload, written);
}

uint8_t host_spike(uint64_t time, uint16_t line)
{
    const noble_spike spike = {.time_ticks = time, .line = line};
    return host_spikes(time, &spike, 1);
}

uint8_t host_cancel(uint16_t line, uint64_t from, uint64_t to)
{
    uint8_t payload[NOBLE_CANCEL_BYTES];
    const noble_cancel message = {.number = host.command, .line = line, .from_ticks = from, .to_ticks = to};
    noble_cancel_put(&message, payload);
    return command(NOBLE_TYPE_CANCEL, payload, sizeof payload);
}

uint8_t host_stimulus(uint64_t time, uint8_t channel, uint16_t code)
{
    uint8_t payload[NOBLE_PAYLOAD_BYTES_MAX];
    const noble_stimulus_level level = {.time_ticks = time, .channel = channel, .code = code};
    size_t written;
    CHECK(noble_stimulus_put(host.command, time, &level, 1, payload, sizeof payload, &written) == NOBLE_ERROR_NONE);
    return command(NOBLE_TYPE_STIMULUS, payload, written);
}

uint8_t host_write(uint16_t id, uint8_t type, uint64_t value)
{
    uint8_t payload[NOBLE_WRITE_REGISTER_BYTES];
    const noble_write_register message = {.number = host.command, .id = id, .type = type, .value = value};
    noble_write_register_put(&message, payload);
    return command(NOBLE_TYPE_WRITE_REGISTER, payload, sizeof payload);
}

uint64_t host_read(uint16_t id)
{
    uint8_t payload[NOBLE_READ_REGISTER_BYTES];
    const uint32_t values = host.values;
    noble_read_register_put(id, payload);
    host_send(NOBLE_TYPE_READ_REGISTER, payload, sizeof payload);
    host_poll();
    CHECK(host.values == values + 1u && host.value.id == id);
    return host.value.value;
}

void host_run_until(uint64_t tick)
{
    while (fake.now < tick) {
        host_heartbeat(host.session);
        const uint64_t next = fake.now + 100000u;
        fake_run_until(next < tick ? next : tick);
        host_take();
    }
}
