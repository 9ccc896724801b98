// Messages of a fixed form: each vector is read, shown field by field, and written again.
#include <inttypes.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>

#include "check.h"
#include "noble_clock.h"
#include "noble_command.h"
#include "noble_heartbeat.h"
#include "noble_hello.h"
#include "noble_log.h"
#include "noble_register_message.h"
#include "tests.h"
#include "vectors.h"

#define SHOWN_MAX 1024

static char shown[SHOWN_MAX];
static uint8_t output[NOBLE_PAYLOAD_BYTES_MAX + GUARD_BYTES];

static void show(const char *format, ...)
{
    const size_t length = strlen(shown);
    va_list arguments;
    va_start(arguments, format);
    vsnprintf(shown + length, sizeof shown - length, format, arguments);
    va_end(arguments);
}

static void show_bytes(const char *bytes, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        show("%02x", (unsigned)(uint8_t)bytes[i]);
    }
}

// Each of these reads a payload, shows it and writes it to the output; *written is the output's length.

static noble_error run_host_heartbeat(const uint8_t *payload, size_t count, size_t *written)
{
    noble_host_heartbeat message;
    const noble_error error = noble_host_heartbeat_get(payload, count, &message);
    NOBLE_VERIFY(error == NOBLE_ERROR_NONE, error);
    show("session=%" PRIu32 ",host-time=%" PRIu64, message.session, message.host_time);
    noble_host_heartbeat_put(&message, output);
    *written = NOBLE_HOST_HEARTBEAT_BYTES;
    return NOBLE_ERROR_NONE;
}

static noble_error run_device_heartbeat(const uint8_t *payload, size_t count, size_t *written)
{
    noble_device_heartbeat message;
    const noble_error error = noble_device_heartbeat_get(payload, count, &message);
    NOBLE_VERIFY(error == NOBLE_ERROR_NONE, error);
    show("session=%" PRIu32 ",boot=%" PRIu32 ",device-time=%" PRIu64, message.session, message.boot, message.device_time);
    show(",state=%u,cause=%u,free-spikes=%u,free-stimuli=%u,next-command=%u", (unsigned)message.state,
         (unsigned)message.cause, (unsigned)message.free_spikes, (unsigned)message.free_stimuli,
         (unsigned)message.next_command);
    show(",accepted=%" PRIu32 ",emitted=%" PRIu32 ",late-on-arrival=%" PRIu32, message.accepted, message.emitted,
         message.late_on_arrival);
    show(",late-at-emission=%" PRIu32 ",refused=%" PRIu32 ",withdrawn=%" PRIu32, message.late_at_emission,
         message.refused, message.withdrawn);
    noble_device_heartbeat_put(&message, output);
    *written = NOBLE_DEVICE_HEARTBEAT_BYTES;
    return NOBLE_ERROR_NONE;
}

static noble_error run_hello(const uint8_t *payload, size_t count, size_t *written)
{
    uint32_t session;
    const noble_error error = noble_hello_get(payload, count, &session);
    NOBLE_VERIFY(error == NOBLE_ERROR_NONE, error);
    show("session=%" PRIu32, session);
    noble_hello_put(session, output);
    *written = NOBLE_HELLO_BYTES;
    return NOBLE_ERROR_NONE;
}

static noble_error run_welcome(const uint8_t *payload, size_t count, size_t *written)
{
    noble_welcome message;
    const noble_error error = noble_welcome_get(payload, count, &message);
    NOBLE_VERIFY(error == NOBLE_ERROR_NONE, error);
    show("session=%" PRIu32 ",boot=%" PRIu32 ",ticks-per-second=%" PRIu32, message.session, message.boot,
         message.ticks_per_second);
    show(",firmware-version=%" PRIu32 ",capabilities=%" PRIu32, message.firmware_version, message.capabilities);
    show(",spike-capacity=%u,stimulus-capacity=%u,receive-bytes=%u,lines=%u,inputs=%u,dac-channels=%u",
         (unsigned)message.spike_capacity, (unsigned)message.stimulus_capacity, (unsigned)message.receive_bytes,
         (unsigned)message.lines, (unsigned)message.inputs, (unsigned)message.dac_channels);
    show(",adc-channels=%u,dac-bits=%u,adc-bits=%u,state=%u,last-cause=%u,board=", (unsigned)message.adc_channels,
         (unsigned)message.dac_bits, (unsigned)message.adc_bits, (unsigned)message.state, (unsigned)message.last_cause);
    show_bytes(message.board, sizeof message.board);
    noble_welcome_put(&message, output);
    *written = NOBLE_WELCOME_BYTES;
    return NOBLE_ERROR_NONE;
}

static noble_error run_acknowledge(const uint8_t *payload, size_t count, size_t *written)
{
    noble_acknowledge message;
    const noble_error error = noble_acknowledge_get(payload, count, &message);
    NOBLE_VERIFY(error == NOBLE_ERROR_NONE, error);
    show("session=%" PRIu32 ",command=%u,next-command=%u,result=%u,error=%u", message.session, (unsigned)message.command,
         (unsigned)message.next_command, (unsigned)message.result, (unsigned)message.error);
    show(",state=%u,cause=%u,free-spikes=%u,free-stimuli=%u", (unsigned)message.state, (unsigned)message.cause,
         (unsigned)message.free_spikes, (unsigned)message.free_stimuli);
    noble_acknowledge_put(&message, output);
    *written = NOBLE_ACKNOWLEDGE_BYTES;
    return NOBLE_ERROR_NONE;
}

static noble_error run_arm(const uint8_t *payload, size_t count, size_t *written)
{
    uint16_t number;
    const noble_error error = noble_arm_get(payload, count, &number);
    NOBLE_VERIFY(error == NOBLE_ERROR_NONE, error);
    show("number=%u", (unsigned)number);
    noble_arm_put(number, output);
    *written = NOBLE_ARM_BYTES;
    return NOBLE_ERROR_NONE;
}

static noble_error run_cancel(const uint8_t *payload, size_t count, size_t *written)
{
    noble_cancel message;
    const noble_error error = noble_cancel_get(payload, count, &message);
    NOBLE_VERIFY(error == NOBLE_ERROR_NONE, error);
    show("number=%u,line=%u,from=%" PRIu64 ",to=%" PRIu64, (unsigned)message.number, (unsigned)message.line,
         message.from_ticks, message.to_ticks);
    noble_cancel_put(&message, output);
    *written = NOBLE_CANCEL_BYTES;
    return NOBLE_ERROR_NONE;
}

static noble_error run_clock_probe(const uint8_t *payload, size_t count, size_t *written)
{
    noble_clock_probe message;
    const noble_error error = noble_clock_probe_get(payload, count, &message);
    NOBLE_VERIFY(error == NOBLE_ERROR_NONE, error);
    show("number=%" PRIu32 ",host-time=%" PRIu64, message.number, message.host_time);
    noble_clock_probe_put(&message, output);
    *written = NOBLE_CLOCK_PROBE_BYTES;
    return NOBLE_ERROR_NONE;
}

static noble_error run_clock_reply(const uint8_t *payload, size_t count, size_t *written)
{
    noble_clock_reply message;
    const noble_error error = noble_clock_reply_get(payload, count, &message);
    NOBLE_VERIFY(error == NOBLE_ERROR_NONE, error);
    show("number=%" PRIu32 ",received=%" PRIu64 ",sent=%" PRIu64, message.number, message.received_ticks,
         message.sent_ticks);
    noble_clock_reply_put(&message, output);
    *written = NOBLE_CLOCK_REPLY_BYTES;
    return NOBLE_ERROR_NONE;
}

static noble_error run_read_register(const uint8_t *payload, size_t count, size_t *written)
{
    uint16_t id;
    const noble_error error = noble_read_register_get(payload, count, &id);
    NOBLE_VERIFY(error == NOBLE_ERROR_NONE, error);
    show("register=%u", (unsigned)id);
    noble_read_register_put(id, output);
    *written = NOBLE_READ_REGISTER_BYTES;
    return NOBLE_ERROR_NONE;
}

static noble_error run_register(const uint8_t *payload, size_t count, size_t *written)
{
    noble_register_value message;
    const noble_error error = noble_register_value_get(payload, count, &message);
    NOBLE_VERIFY(error == NOBLE_ERROR_NONE, error);
    show("register=%u,type=%u,result=%u,value=%" PRIu64, (unsigned)message.id, (unsigned)message.type,
         (unsigned)message.result, message.value);
    noble_register_value_put(&message, output);
    *written = NOBLE_REGISTER_BYTES;
    return NOBLE_ERROR_NONE;
}

static noble_error run_write_register(const uint8_t *payload, size_t count, size_t *written)
{
    noble_write_register message;
    const noble_error error = noble_write_register_get(payload, count, &message);
    NOBLE_VERIFY(error == NOBLE_ERROR_NONE, error);
    show("number=%u,register=%u,type=%u,value=%" PRIu64, (unsigned)message.number, (unsigned)message.id,
         (unsigned)message.type, message.value);
    noble_write_register_put(&message, output);
    *written = NOBLE_WRITE_REGISTER_BYTES;
    return NOBLE_ERROR_NONE;
}

static noble_error run_log(const uint8_t *payload, size_t count, size_t *written)
{
    noble_log message;
    const noble_error error = noble_log_get(payload, count, &message);
    NOBLE_VERIFY(error == NOBLE_ERROR_NONE, error);
    show("level=%u,device-time=%" PRIu64 ",text=", (unsigned)message.level, message.device_time);
    show_bytes(message.text, message.text_bytes);
    *written = noble_log_put(&message, output);
    return NOBLE_ERROR_NONE;
}

static noble_error run_empty(const uint8_t *payload, size_t count, size_t *written)
{
    (void)payload;
    NOBLE_VERIFY(noble_no_payload(count) == NOBLE_ERROR_NONE, NOBLE_ERROR_WRONG_PAYLOAD_LENGTH);
    show("-");
    *written = 0;
    return NOBLE_ERROR_NONE;
}

static noble_error run_message(const char *name, const uint8_t *payload, size_t count, size_t *written)
{
    static const struct {
        const char *name;
        noble_error (*run)(const uint8_t *payload, size_t count, size_t *written);
    } messages[] = {
        {"host_heartbeat", run_host_heartbeat}, {"device_heartbeat", run_device_heartbeat},
        {"hello", run_hello}, {"welcome", run_welcome}, {"acknowledge", run_acknowledge}, {"arm", run_arm},
        {"cancel", run_cancel}, {"clock_probe", run_clock_probe}, {"clock_reply", run_clock_reply},
        {"read_register", run_read_register}, {"register", run_register}, {"write_register", run_write_register},
        {"log", run_log}, {"safe_state", run_empty}, {"emergency_stop", run_empty},
    };
    for (size_t i = 0; i < sizeof messages / sizeof messages[0]; i++) {
        if (vector_is(name, messages[i].name)) {
            return messages[i].run(payload, count, written);
        }
    }
    CHECK(!"a message that this test does not know");
    return NOBLE_ERROR_NONE;
}

// Of a copy that ends where the payload does, so that the sanitizer sees a read behind it.
static noble_error run_exactly(const char *name, const uint8_t *payload, size_t count, size_t *written)
{
    uint8_t *copy = malloc(count + 1);
    memcpy(copy + 1, payload, count);
    shown[0] = '\0';
    *written = 0;
    guard_fill(output, sizeof output);
    const noble_error error = run_message(name, copy + 1, count, written);
    free(copy);
    return error;
}

void messages_Vectors_BothWays(void)
{
    static vectors reader;
    static uint8_t payload[VECTOR_BYTES_MAX];
    int good = 0;
    int bad = 0;
    vectors_open(&reader, "messages.txt");
    while (vectors_next(&reader)) {
        size_t written;
        bool holds;
        if (vector_is(reader.field[0], "good")) {
            const size_t count = vector_bytes(reader.field[4], payload);
            holds = CHECK(run_exactly(reader.field[2], payload, count, &written) == NOBLE_ERROR_NONE);
            holds = CHECK(vector_is(shown, reader.field[3])) && holds;
            holds = CHECK(written == count && memcmp(output, payload, count) == 0) && holds;
            holds = CHECK(guard_is_intact(output, written, sizeof output)) && holds;
            good++;
        } else {
            const size_t count = vector_bytes(reader.field[4], payload);
            holds = CHECK(run_exactly(reader.field[2], payload, count, &written) == vector_error(reader.field[3]));
            bad++;
        }
        if (!holds) {
            printf("  %s %s: %s\n", reader.field[1], reader.field[2], shown);
        }
    }
    CHECK(good == 42 && bad == 45);
}
