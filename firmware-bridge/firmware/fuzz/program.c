#include "program.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "check.h"
#include "fake_board.h"
#include "host.h"
#include "noble_bytes.h"

#define STEPS_MAX 512u

program_totals totals;

static const uint8_t *input;
static size_t input_left;
static uint64_t received; // spikes of batches that were executed
static bool was_armed;
static uint8_t payload[NOBLE_PAYLOAD_BYTES_MAX];

static uint8_t take_u8(void)
{
    if (input_left == 0) {
        return 0;
    }
    input_left--;
    return *input++;
}

static uint32_t take_u32(void)
{
    uint32_t value = 0;
    for (int i = 0; i < 4; i++) {
        value = value << 8 | take_u8();
    }
    return value;
}

static void fail(const char *what)
{
    printf("does not hold: %s, at tick %llu\n", what, (unsigned long long)fake.now);
    fflush(stdout);
    abort();
}

static void check_all(void)
{
    const noble_counters *counters = &fake_device.counters;
    if (!fake_is_consistent()) {
        fail("accepted = emitted + not emitted + pending, the queues' order, safe outputs while safe");
    }
    if (received != (uint64_t)counters->spikes_accepted + counters->spikes_late_on_arrival + counters->spikes_full
            + counters->spikes_not_armed + counters->spikes_no_line) {
        fail("received = accepted + not accepted");
    }
    if (check_take_failures() > 0) {
        fail("what the device sends is well-formed");
    }
    was_armed = was_armed || fake_device.safety.state == NOBLE_STATE_ARMED;
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

static void send_spikes(uint8_t how)
{
    const uint8_t size = take_u8();
    const uint16_t count = size >= 250 ? NOBLE_SPIKE_BATCH_SPIKES_MAX : (uint16_t)(1u + size % 12u);
    number_command(how);
    batch_header(count);
    const uint8_t stride = take_u8();
    const uint8_t seed = take_u8();
    for (uint32_t i = 0; i < count; i++) {
        uint8_t *record = payload + NOBLE_SPIKE_BATCH_HEADER_BYTES + i * NOBLE_SPIKE_RECORD_BYTES;
        noble_put_u32(record + NOBLE_SPIKE_RECORD_DELTA_TICKS_OFFSET, i * (uint32_t)(stride % 64u) * (stride >= 224 ? 1000u : 1u));
        noble_put_u16(record + NOBLE_SPIKE_RECORD_LINE_OFFSET, (uint16_t)((seed + i * (seed | 1u)) % 18u));
    }
    const noble_session *session = &fake_device.session;
    const bool executes = session->session != 0 && noble_get_u16(payload) == session->next_command;
    const uint32_t executed = fake_device.counters.commands_executed;
    host_send(NOBLE_TYPE_SPIKE_BATCH, payload, NOBLE_SPIKE_BATCH_HEADER_BYTES + count * (size_t)NOBLE_SPIKE_RECORD_BYTES);
    fake_poll();
    if (executes && fake_device.counters.commands_executed != executed) {
        received += count;
    }
}

static void send_stimulus(uint8_t how)
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

static void send_write(uint8_t how)
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

static void send_cancel(uint8_t how)
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

static void send_hello(void)
{
    noble_put_u32(payload, 1u + take_u8() % 4u);
    host_send(NOBLE_TYPE_HELLO, payload, NOBLE_HELLO_BYTES);
}

static void send_heartbeat(uint8_t how)
{
    const noble_host_heartbeat message = {
        .session = how % 16u == 0 ? take_u8() : fake_device.session.session, .host_time = fake.now};
    noble_host_heartbeat_put(&message, payload);
    host_send(NOBLE_TYPE_HOST_HEARTBEAT, payload, NOBLE_HOST_HEARTBEAT_BYTES);
}

static void send_arm(uint8_t how)
{
    number_command(how);
    host_send(NOBLE_TYPE_ARM, payload, NOBLE_ARM_BYTES);
}

static void send_begin(void)
{
    if (fake_device.session.session == 0) {
        send_hello();
        fake_poll();
    }
    send_heartbeat(1);
    fake_poll();
    send_arm(15);
}

static void send_short(uint8_t how)
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
static void send_any(uint8_t how)
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

static void send_bytes(uint8_t how)
{
    for (uint32_t i = 0; i < how; i++) {
        noble_device_on_byte(&fake_device, take_u8(), noble_board_now());
    }
}

static void flood(uint8_t how)
{
    for (uint32_t i = 0; i < how * 32u; i++) {
        noble_device_on_byte(&fake_device, (uint8_t)(i % 7u), noble_board_now());
    }
}

static void pass_time(uint8_t how)
{
    if (how < 200) {
        fake_run_until(fake.now + how * 4u);
    } else if (how < 250) {
        fake_run_until(fake.now + (how - 200u) * 500u);
    } else {
        fake.now += (uint64_t)(how - 249u) * 400000u; // everything has stood still
    }
}

static void come_late(uint8_t how)
{
    fake.holds_timer = true;
    fake_run_until(fake.now + how % 64u);
    fake.holds_timer = false;
}

static void interrupt(uint8_t how)
{
    if (how < 200) {
        noble_device_on_edge(&fake_device, how % noble_board.inputs, how >= 100, noble_board_now());
        return;
    }
    switch (how % 8u) {
    case 0:
        fake.emergency = true;
        noble_device_on_emergency(&fake_device);
        break;
    case 1:
        noble_device_on_fault(&fake_device);
        break;
    case 2:
        fake.emergency = true;
        break;
    case 3:
        fake.emergency_interrupt_at = fake.now + (how - 200u) * 4u;
        break;
    default:
        fake.emergency = false;
        break;
    }
}

static void change_partner(uint8_t how)
{
    fake.partner = (fake_partner)(how % 4u);
    fake.partner_ticks = how;
}

static void add_totals(void)
{
    totals.frames += fake_device.receiver.counters.frames_taken;
    for (size_t i = 0; i < NOBLE_ERROR_COUNT; i++) {
        totals.dropped += fake_device.receiver.counters.errors[i];
    }
    totals.accepted += fake_device.counters.spikes_accepted;
    totals.emitted += fake_device.counters.spikes_emitted;
}

static void begin(void)
{
    fake_begin(UINT64_C(0xFFFFF000));
    host_begin();
    received = 0;
}

static void step(uint8_t operation, uint8_t how)
{
    switch (operation % 20u) {
    case 0:
    case 1:
    case 2:
    case 3:
        send_spikes(how);
        break;
    case 4:
        send_stimulus(how);
        break;
    case 5:
        send_write(how);
        break;
    case 6:
        send_cancel(how);
        break;
    case 7:
        send_arm(how);
        break;
    case 8:
        send_hello();
        break;
    case 9:
        send_heartbeat(how);
        break;
    case 10:
    case 11:
        send_begin();
        break;
    case 12:
        send_short(how);
        break;
    case 13:
        send_any(how);
        break;
    case 14:
        send_bytes(how);
        break;
    case 15:
        pass_time(how);
        break;
    case 16:
        interrupt(how);
        break;
    case 17:
        come_late(how);
        break;
    case 18:
        change_partner(how);
        break;
    default:
        if (how == 0) {
            add_totals();
            begin();
        } else if (how < 8) {
            flood(how);
        } else {
            host_take();
        }
        break;
    }
}

void program_run(const uint8_t *data, size_t size)
{
    input = data;
    input_left = size;
    was_armed = false;
    begin();
    for (uint32_t i = 0; i < STEPS_MAX && input_left > 0; i++) {
        const uint8_t operation = take_u8();
        step(operation, take_u8());
        fake_poll();
        check_all();
        if (fake_device.transmitter.left == 0 && operation >= 64) {
            host_take();
        }
    }
    fake_run_until(fake.now + 2000);
    host_take();
    check_all();
    add_totals();
    totals.programs++;
    totals.armed += was_armed ? 1u : 0u;
}

void program_print_totals(void)
{
    printf("%llu frames taken, %llu frames and payloads dropped, %llu spikes accepted, %llu emitted, %llu executions "
           "(%llu of them armed), 0 findings\n",
           (unsigned long long)totals.frames, (unsigned long long)totals.dropped, (unsigned long long)totals.accepted,
           (unsigned long long)totals.emitted, (unsigned long long)totals.programs, (unsigned long long)totals.armed);
    fflush(stdout);
}
