#include "noble_session.h"

#include "noble_clock.h"
#include "noble_command.h"
#include "noble_device.h"
#include "noble_heartbeat.h"
#include "noble_hello.h"
#include "noble_register_message.h"

static void begin(noble_device *device, uint32_t drawn)
{
    noble_session *session = &device->session;
    // What happened before another host has said hello, and nothing since, is what happened last.
    if (device->safety.cause != NOBLE_CAUSE_NEW_SESSION) {
        session->cause_before = device->safety.cause;
    }
    session->session = drawn;
    session->next_command = 0;
    session->has_executed = false;
    noble_safety_begin_session(device);
}

uint8_t noble_session_last_cause(const noble_device *device)
{
    const uint8_t cause = device->safety.cause;
    return cause == NOBLE_CAUSE_NEW_SESSION ? device->session.cause_before : cause;
}

static noble_error take_hello(noble_device *device, const noble_frame *frame)
{
    uint32_t drawn;
    const noble_error error = noble_hello_get(frame->payload, frame->payload_bytes, &drawn);
    NOBLE_VERIFY(error == NOBLE_ERROR_NONE, error);
    if (drawn != device->session.session) {
        begin(device, drawn);
    }
    noble_report_welcome(device);
    return NOBLE_ERROR_NONE;
}

static noble_error take_heartbeat(noble_device *device, const noble_frame *frame, uint64_t arrived_ticks)
{
    noble_host_heartbeat message;
    const noble_error error = noble_host_heartbeat_get(frame->payload, frame->payload_bytes, &message);
    NOBLE_VERIFY(error == NOBLE_ERROR_NONE, error);
    if (message.session == 0 || message.session != device->session.session) {
        device->counters.wrong_session++;
    } else {
        noble_safety_on_heartbeat(device, arrived_ticks);
    }
    return NOBLE_ERROR_NONE;
}

// Links are not equally fast both ways, so it is first bytes that are compared. Where the first one was lost there is no answer:
// a wrong time is worse than none.
static noble_error take_probe(noble_device *device, const noble_frame *frame)
{
    noble_clock_probe message;
    const noble_error error = noble_clock_probe_get(frame->payload, frame->payload_bytes, &message);
    NOBLE_VERIFY(error == NOBLE_ERROR_NONE, error);
    uint32_t opening_ticks;
    if (noble_receiver_opening(&device->receiver, &opening_ticks)) {
        noble_report_clock(device, message.number, noble_widen_ticks(opening_ticks, noble_board_now()));
    }
    return NOBLE_ERROR_NONE;
}

static noble_error take_read(noble_device *device, const noble_frame *frame)
{
    uint16_t id;
    const noble_error error = noble_read_register_get(frame->payload, frame->payload_bytes, &id);
    NOBLE_VERIFY(error == NOBLE_ERROR_NONE, error);
    noble_report_register(device, id);
    return NOBLE_ERROR_NONE;
}

static noble_error take_stop(noble_device *device, const noble_frame *frame, uint8_t cause)
{
    const noble_error error = noble_no_payload(frame->payload_bytes);
    NOBLE_VERIFY(error == NOBLE_ERROR_NONE, error);
    noble_safety_enter(device, cause);
    return NOBLE_ERROR_NONE;
}

static uint8_t worse(uint8_t result, uint8_t next)
{
    return result == NOBLE_RESULT_OK ? next : result;
}

// Executors check the payload, and act on it only if it is good.

static noble_error execute_spikes(noble_device *device, const noble_frame *frame, uint8_t *result)
{
    noble_spike_batch batch;
    const noble_error error = noble_spike_batch_get(frame->payload, frame->payload_bytes, &batch);
    NOBLE_VERIFY(error == NOBLE_ERROR_NONE, error);
    for (uint16_t i = 0; i < batch.records.count; i++) {
        const noble_spike spike = noble_spike_batch_at(&batch, i);
        *result = worse(*result, noble_schedule_accept(device, &spike));
    }
    return NOBLE_ERROR_NONE;
}

static noble_error execute_stimulus(noble_device *device, const noble_frame *frame, uint8_t *result)
{
    noble_stimulus stimulus;
    noble_error error = noble_stimulus_get(frame->payload, frame->payload_bytes, &stimulus);
    NOBLE_VERIFY(error == NOBLE_ERROR_NONE, error);
    error = noble_stimulator_check(device, &stimulus);
    NOBLE_VERIFY(error == NOBLE_ERROR_NONE, error);
    for (uint16_t i = 0; i < stimulus.records.count; i++) {
        const noble_stimulus_level level = noble_stimulus_at(&stimulus, i);
        *result = worse(*result, noble_stimulator_accept(device, &level));
    }
    return NOBLE_ERROR_NONE;
}

static noble_error execute_write(noble_device *device, const noble_frame *frame, uint8_t *result)
{
    noble_write_register message;
    const noble_error error = noble_write_register_get(frame->payload, frame->payload_bytes, &message);
    NOBLE_VERIFY(error == NOBLE_ERROR_NONE, error);
    *result = noble_registers_write(device, &message);
    return NOBLE_ERROR_NONE;
}

static noble_error execute_cancel(noble_device *device, const noble_frame *frame, uint8_t *result)
{
    noble_cancel message;
    const noble_error error = noble_cancel_get(frame->payload, frame->payload_bytes, &message);
    NOBLE_VERIFY(error == NOBLE_ERROR_NONE, error);
    *result = noble_schedule_cancel(device, &message);
    return NOBLE_ERROR_NONE;
}

static noble_error execute_arm(noble_device *device, const noble_frame *frame, uint8_t *result)
{
    uint16_t number;
    const noble_error error = noble_arm_get(frame->payload, frame->payload_bytes, &number);
    NOBLE_VERIFY(error == NOBLE_ERROR_NONE, error);
    *result = noble_safety_arm(device);
    return NOBLE_ERROR_NONE;
}

static noble_error execute(noble_device *device, const noble_frame *frame, uint8_t *result)
{
    switch (frame->type) {
    case NOBLE_TYPE_SPIKE_BATCH:
        return execute_spikes(device, frame, result);
    case NOBLE_TYPE_STIMULUS:
        return execute_stimulus(device, frame, result);
    case NOBLE_TYPE_WRITE_REGISTER:
        return execute_write(device, frame, result);
    case NOBLE_TYPE_CANCEL:
        return execute_cancel(device, frame, result);
    default:
        NOBLE_ASSERT(frame->type == NOBLE_TYPE_ARM);
        return execute_arm(device, frame, result);
    }
}

static noble_error take_next_command(noble_device *device, const noble_frame *frame)
{
    noble_session *session = &device->session;
    uint8_t result = NOBLE_RESULT_OK;
    const noble_error error = execute(device, frame, &result);
    session->last_result = error == NOBLE_ERROR_NONE ? result : NOBLE_RESULT_MALFORMED;
    session->last_error = error;
    session->has_executed = true;
    session->next_command++;
    device->counters.commands_executed++;
    return error;
}

static noble_error take_command(noble_device *device, const noble_frame *frame)
{
    noble_session *session = &device->session;
    uint16_t number;
    noble_error error = noble_command_number_get(frame->payload, frame->payload_bytes, &number);
    NOBLE_VERIFY(error == NOBLE_ERROR_NONE, error);
    if (session->session == 0) {
        device->counters.wrong_session++;
        noble_report_acknowledge(device, number, NOBLE_RESULT_NO_SESSION, NOBLE_ERROR_NONE);
        return NOBLE_ERROR_NONE;
    }
    const uint16_t ahead = (uint16_t)(number - session->next_command);
    if (ahead == 0) {
        error = take_next_command(device, frame);
        noble_report_acknowledge(device, number, session->last_result, session->last_error);
    } else if (ahead <= NOBLE_SEQUENCE_AHEAD_MAX) {
        device->counters.commands_out_of_order++;
        noble_report_acknowledge(device, number, NOBLE_RESULT_OUT_OF_ORDER, NOBLE_ERROR_NONE);
    } else if (ahead == UINT16_MAX && session->has_executed) {
        device->counters.commands_repeated++;
        noble_report_acknowledge(device, number, session->last_result, session->last_error);
    } else {
        device->counters.commands_repeated++;
        noble_report_acknowledge(device, number, NOBLE_RESULT_REPEATED, NOBLE_ERROR_NONE);
    }
    return error;
}

static noble_error take(noble_device *device, const noble_frame *frame, uint64_t arrived_ticks)
{
    switch (frame->type) {
    case NOBLE_TYPE_HELLO:
        return take_hello(device, frame);
    case NOBLE_TYPE_HOST_HEARTBEAT:
        return take_heartbeat(device, frame, arrived_ticks);
    case NOBLE_TYPE_CLOCK_PROBE:
        return take_probe(device, frame);
    case NOBLE_TYPE_READ_REGISTER:
        return take_read(device, frame);
    case NOBLE_TYPE_SAFE_STATE:
        return take_stop(device, frame, NOBLE_CAUSE_COMMAND);
    case NOBLE_TYPE_EMERGENCY_STOP:
        return take_stop(device, frame, NOBLE_CAUSE_EMERGENCY_COMMAND);
    default:
        return take_command(device, frame);
    }
}

void noble_session_take(noble_device *device, const noble_frame *frame, uint64_t arrived_ticks)
{
    const noble_error error = take(device, frame, arrived_ticks);
    if (error != NOBLE_ERROR_NONE) {
        device->receiver.counters.errors[error]++;
    }
}
