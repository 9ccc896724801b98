#include "frames.h"

#include <string.h>

#include "fake_board.h"
#include "host.h"
#include "input.h"
#include "noble_bytes.h"

uint64_t frames_spikes;

static uint8_t payload[NOBLE_PAYLOAD_BYTES_MAX];

void frames_begin(void)
{
    frames_spikes = 0;
}

static uint16_t command_number(uint8_t how)
{
    const uint16_t next = fake_device.session.next_command;
    switch (how & 0x0Fu) {
    case 0:
        return (uint16_t)(next - 1u);
    case 1:
        return (uint16_t)(next + take_u8());
    case 2:
        return (uint16_t)(next - take_u8());
    default:
        return next;
    }
}

static void number_command(uint8_t how)
{
    noble_put_u16(payload + NOBLE_COMMAND_NUMBER_OFFSET, command_number(how));
}

static void batch_header(uint16_t count)
{
    const uint64_t base = fake.now + (take_u8() % 16u == 0 ? 0u - (uint64_t)take_u8() : take_u8() * 8u);
    noble_put_u16(payload + NOBLE_SPIKE_BATCH_COUNT_OFFSET, count);
    noble_put_u64(payload + NOBLE_SPIKE_BATCH_BASE_TIME_TICKS_OFFSET, base);
}

void send_spikes(uint8_t how)
{
    const uint8_t size = take_u8();
    const uint16_t count = size >= 250 ? NOBLE_SPIKE_BATCH_SPIKES_MAX : (uint16_t)(1u + size % 12u);
    number_command(how);
    batch_header(count);
    const uint8_t stride = take_u8();
    const uint8_t seed = take_u8();
    for (uint32_t i = 0; i < count; i++) {
        uint8_t *record = payload + NOBLE_SPIKE_BATCH_HEADER_BYTES + i * NOBLE_SPIKE_RECORD_BYTES;
        const uint32_t delta = i * (stride % 64u) * (stride >= 224 ? 1000u : 1u);
        noble_put_u32(record + NOBLE_SPIKE_RECORD_DELTA_TICKS_OFFSET, delta);
        noble_put_u16(record + NOBLE_SPIKE_RECORD_LINE_OFFSET, (uint16_t)((seed + i * (seed | 1u)) % 18u));
    }
    const noble_session *session = &fake_device.session;
    const bool executes = session->session != 0 && noble_get_u16(payload) == session->next_command;
    const uint32_t executed = fake_device.counters.commands_executed;
    host_send(NOBLE_TYPE_SPIKE_BATCH, payload, NOBLE_SPIKE_BATCH_HEADER_BYTES + count * (size_t)NOBLE_SPIKE_RECORD_BYTES);
    fake_poll();
    if (executes && fake_device.counters.commands_executed != executed) {
        frames_spikes += count;
    }
}

void send_stimulus(uint8_t how)
{
    const uint16_t count = (uint16_t)(1u + take_u8() % 4u);
    number_command(how);
    batch_header(count);
    for (uint32_t i = 0; i < count; i++) {
        uint8_t *record = payload + NOBLE_STIMULUS_HEADER_BYTES + i * NOBLE_STIMULUS_RECORD_BYTES;
        noble_put_u32(record + NOBLE_STIMULUS_RECORD_DELTA_TICKS_OFFSET, i * 100u);
        noble_put_u16(record + NOBLE_STIMULUS_RECORD_CHANNEL_OFFSET, take_u8() % 3u == 2 ? 2 : take_u8() & 1u);
        noble_put_u16(record + NOBLE_STIMULUS_RECORD_CODE_OFFSET, (uint16_t)(take_u8() * 16u));
    }
    host_send(NOBLE_TYPE_STIMULUS, payload, NOBLE_STIMULUS_HEADER_BYTES + count * (size_t)NOBLE_STIMULUS_RECORD_BYTES);
}

void send_write(uint8_t how)
{
    static const uint16_t ids[] = {
        NOBLE_REGISTER_HEARTBEAT_TIMEOUT_MILLISECONDS, NOBLE_REGISTER_OUTPUT_MODE, NOBLE_REGISTER_PULSE_TICKS,
        NOBLE_REGISTER_OUTPUT_ACTIVE_LOW, NOBLE_REGISTER_AER_ACTIVE_LOW, NOBLE_REGISTER_AER_TIMEOUT_TICKS,
        NOBLE_REGISTER_LATE_AFTER_TICKS, NOBLE_REGISTER_LATE_LIMIT_TICKS, NOBLE_REGISTER_LINE_INTERVAL_TICKS,
        NOBLE_REGISTER_SPIKES_PER_SECOND, NOBLE_REGISTER_INPUT_ENABLE, NOBLE_REGISTER_INPUT_DEBOUNCE_TICKS,
        NOBLE_REGISTER_ADC_INTERVAL_TICKS, NOBLE_REGISTER_DAC + NOBLE_REGISTER_DAC_LOWEST_CODE,
        NOBLE_REGISTER_DAC + NOBLE_REGISTER_DAC_HIGHEST_CODE, NOBLE_REGISTER_DAC + NOBLE_REGISTER_DAC_REST_CODE,
        NOBLE_REGISTER_DAC + NOBLE_REGISTER_DAC_SLEW_CODES_PER_MILLISECOND,
        NOBLE_REGISTER_DAC + NOBLE_REGISTER_DAC_CHARGE_CODE_MILLISECONDS,
        NOBLE_REGISTER_DAC + NOBLE_REGISTER_DAC_CHARGE_WINDOW_MILLISECONDS,
        NOBLE_REGISTER_DAC + NOBLE_REGISTER_DAC_STIMULI_PER_SECOND, NOBLE_REGISTER_STATE, NOBLE_REGISTER_ERRORS,
    };
    const uint8_t choice = take_u8();
    const uint16_t id = choice >= 250 ? (uint16_t)take_u32() : ids[choice % (sizeof ids / sizeof ids[0])];
    noble_register_value present;
    noble_registers_read(&fake_device, id, &present);
    const uint8_t value = take_u8();
    const noble_write_register message = {
        .number = command_number(how),
        .id = id,
        .type = choice == 249 ? take_u8() : present.type,
        .value = value < 32 ? value : value < 224 ? (uint64_t)value * value : take_u32(),
    };
    noble_write_register_put(&message, payload);
    host_send(NOBLE_TYPE_WRITE_REGISTER, payload, NOBLE_WRITE_REGISTER_BYTES);
}

void send_cancel(uint8_t how)
{
    const uint64_t from = fake.now + take_u8() * 8u;
    const noble_cancel message = {
        .number = command_number(how),
        .line = take_u8() % 4u == 0 ? NOBLE_CANCEL_EVERY_LINE : take_u8() % 16u,
        .from_ticks = from,
        .to_ticks = from + take_u8() * 8u,
    };
    noble_cancel_put(&message, payload);
    host_send(NOBLE_TYPE_CANCEL, payload, NOBLE_CANCEL_BYTES);
}

void send_hello(void)
{
    noble_put_u32(payload, 1u + take_u8() % 4u);
    host_send(NOBLE_TYPE_HELLO, payload, NOBLE_HELLO_BYTES);
}

void send_heartbeat(uint8_t how)
{
    const noble_host_heartbeat message = {
        .session = how % 16u == 0 ? take_u8() : fake_device.session.session, .host_time = fake.now};
    noble_host_heartbeat_put(&message, payload);
    host_send(NOBLE_TYPE_HOST_HEARTBEAT, payload, NOBLE_HOST_HEARTBEAT_BYTES);
}

void send_arm(uint8_t how)
{
    number_command(how);
    host_send(NOBLE_TYPE_ARM, payload, NOBLE_ARM_BYTES);
}

void send_begin(void)
{
    if (fake_device.session.session == 0) {
        send_hello();
        fake_poll();
    }
    send_heartbeat(1);
    fake_poll();
    send_arm(15);
}

void send_short(uint8_t how)
{
    switch (how % 8u) {
    case 0:
        host_send(NOBLE_TYPE_SAFE_STATE, payload, 0);
        break;
    case 1:
        host_send(NOBLE_TYPE_EMERGENCY_STOP, payload, 0);
        break;
    case 2:
        noble_put_u16(payload, (uint16_t)(take_u32() % 0x400u));
        host_send(NOBLE_TYPE_READ_REGISTER, payload, NOBLE_READ_REGISTER_BYTES);
        break;
    default:
        memset(payload, how, NOBLE_CLOCK_PROBE_BYTES);
        host_send(NOBLE_TYPE_CLOCK_PROBE, payload, NOBLE_CLOCK_PROBE_BYTES);
        break;
    }
}

// Any type, any payload. A batch could be good by chance, and its spikes would be received without being counted.
void send_any(uint8_t how)
{
    const uint8_t type = (how & 1u) != 0 ? take_u8() : (uint8_t)(1u + take_u8() % 11u);
    const size_t count = how >= 0xF0 ? NOBLE_PAYLOAD_BYTES_MAX : take_u8() % 40u;
    for (size_t i = 0; i < count; i++) {
        payload[i] = take_u8();
    }
    if (count >= NOBLE_COMMAND_NUMBER_BYTES && (how & 2u) != 0) {
        number_command(15);
    }
    if (type == NOBLE_TYPE_SPIKE_BATCH && count >= NOBLE_SPIKE_BATCH_HEADER_BYTES) {
        noble_put_u16(payload + NOBLE_SPIKE_BATCH_COUNT_OFFSET, 0);
    }
    if ((how & 0x0Cu) == 0x0Cu) {
        host.sequence = (uint16_t)take_u32();
    }
    host_send(type, payload, count);
}
