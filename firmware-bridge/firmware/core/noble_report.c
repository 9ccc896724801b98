#include "noble_report.h"

#include <stddef.h>
#include <string.h>

#include "noble_command.h"
#include "noble_device.h"
#include "noble_heartbeat.h"
#include "noble_hello.h"
#include "noble_log.h"
#include "noble_register_message.h"

static void count_sent(noble_device *device, bool sent)
{
    if (sent) {
        noble_board_transmit();
    } else {
        device->counters.frames_unsent++;
    }
}

static void send(noble_device *device, noble_urgency urgency, uint8_t type, size_t count)
{
    count_sent(device, noble_transmitter_send(&device->transmitter, urgency, type, device->payload, count));
}

void noble_report_clock(noble_device *device, uint32_t number, uint64_t received_ticks)
{
    count_sent(device, noble_transmitter_send_clock_reply(&device->transmitter, number, received_ticks));
}

void noble_report_welcome(noble_device *device)
{
    noble_welcome message = {
        .session = device->session.session,
        .boot = device->boot,
        .ticks_per_second = noble_board.ticks_per_second,
        .firmware_version = NOBLE_FIRMWARE_VERSION,
        .capabilities = noble_board.capabilities,
        .spike_capacity = NOBLE_SPIKE_CAPACITY,
        .stimulus_capacity = NOBLE_STIMULUS_CAPACITY,
        .receive_bytes = NOBLE_RECEIVE_BYTES,
        .lines = noble_board.lines,
        .inputs = noble_board.inputs,
        .dac_channels = noble_board.dac_channels,
        .adc_channels = noble_board.adc_channels,
        .dac_bits = noble_board.dac_bits,
        .adc_bits = noble_board.adc_bits,
        .state = device->safety.state,
        .last_cause = noble_session_last_cause(device),
    };
    for (size_t i = 0; i < sizeof message.board && noble_board.name[i] != '\0'; i++) {
        message.board[i] = noble_board.name[i];
    }
    noble_welcome_put(&message, device->payload);
    send(device, NOBLE_TRANSMIT_URGENT, NOBLE_TYPE_WELCOME, NOBLE_WELCOME_BYTES);
}

static uint16_t free_spikes(const noble_device *device)
{
    return (uint16_t)(NOBLE_SPIKE_CAPACITY - noble_schedule_pending(&device->schedule));
}

static uint16_t free_stimuli(const noble_device *device)
{
    return (uint16_t)(NOBLE_STIMULUS_CAPACITY - device->stimulator.queue.count);
}

void noble_report_acknowledge(noble_device *device, uint16_t number, uint8_t result, noble_error error)
{
    const uint32_t before = noble_board_lock();
    const noble_acknowledge message = {
        .session = device->session.session,
        .command = number,
        .next_command = device->session.next_command,
        .result = result,
        .error = error,
        .state = device->safety.state,
        .cause = device->safety.cause,
        .free_spikes = free_spikes(device),
        .free_stimuli = free_stimuli(device),
    };
    noble_board_unlock(before);
    noble_acknowledge_put(&message, device->payload);
    send(device, NOBLE_TRANSMIT_URGENT, NOBLE_TYPE_ACKNOWLEDGE, NOBLE_ACKNOWLEDGE_BYTES);
}

void noble_report_register(noble_device *device, uint16_t id)
{
    noble_register_value message;
    noble_registers_read(device, id, &message);
    noble_register_value_put(&message, device->payload);
    send(device, NOBLE_TRANSMIT_URGENT, NOBLE_TYPE_REGISTER, NOBLE_REGISTER_BYTES);
}

static void send_heartbeat(noble_device *device)
{
    const noble_counters *counters = &device->counters;
    // Under one lock, so that the numbers belong together.
    const uint32_t before = noble_board_lock();
    const noble_device_heartbeat message = {
        .session = device->session.session,
        .boot = device->boot,
        .device_time = noble_board_now(),
        .state = device->safety.state,
        .cause = device->safety.cause,
        .free_spikes = free_spikes(device),
        .free_stimuli = free_stimuli(device),
        .next_command = device->session.next_command,
        .accepted = counters->spikes_accepted,
        .emitted = counters->spikes_emitted,
        .late_on_arrival = counters->spikes_late_on_arrival,
        .late_at_emission = counters->spikes_late_at_emission,
        .refused = counters->spikes_full + counters->spikes_not_armed + counters->spikes_no_line + counters->spikes_limited,
        .withdrawn = counters->spikes_cancelled + counters->spikes_discarded,
    };
    noble_board_unlock(before);
    noble_device_heartbeat_put(&message, device->payload);
    send(device, NOBLE_TRANSMIT_URGENT, NOBLE_TYPE_DEVICE_HEARTBEAT, NOBLE_DEVICE_HEARTBEAT_BYTES);
}

static void send_log(noble_device *device, const noble_log *line)
{
    const size_t count = noble_log_put(line, device->payload);
    send(device, NOBLE_TRANSMIT_ORDINARY, NOBLE_TYPE_LOG, count);
}

static const char *cause_text(uint8_t cause)
{
    switch (cause) {
    case NOBLE_CAUSE_NONE:
        return "armed";
    case NOBLE_CAUSE_BOOT:
        return "safe: started";
    case NOBLE_CAUSE_NEW_SESSION:
        return "safe: new session";
    case NOBLE_CAUSE_COMMAND:
        return "safe: asked for by the host";
    case NOBLE_CAUSE_HEARTBEAT_LOST:
        return "safe: the host's heartbeat is lost";
    case NOBLE_CAUSE_EMERGENCY_COMMAND:
        return "safe: emergency stop by the host";
    case NOBLE_CAUSE_EMERGENCY_INPUT:
        return "safe: emergency stop by the input";
    default:
        return "safe: a check of the firmware's own failed";
    }
}

static void log_state(noble_device *device, uint64_t now)
{
    const uint8_t cause = device->safety.cause;
    const bool is_expected = cause <= NOBLE_CAUSE_COMMAND;
    noble_log line;
    noble_log_begin(&line, is_expected ? NOBLE_LOG_INFORMATION : NOBLE_LOG_WARNING, now);
    noble_log_add(&line, cause_text(cause));
    send_log(device, &line);
}

static void log_boot(noble_device *device, uint64_t now)
{
    noble_log line;
    noble_log_begin(&line, NOBLE_LOG_INFORMATION, now);
    noble_log_add(&line, noble_board.name);
    noble_log_add(&line, " started, firmware ");
    noble_log_add_number(&line, NOBLE_FIRMWARE_VERSION >> 16);
    noble_log_add(&line, ".");
    noble_log_add_number(&line, NOBLE_FIRMWARE_VERSION >> 8 & 0xFFu);
    noble_log_add(&line, ".");
    noble_log_add_number(&line, NOBLE_FIRMWARE_VERSION & 0xFFu);
    send_log(device, &line);
}

static uint32_t malformed(const noble_device *device)
{
    uint32_t total = 0;
    for (size_t i = 0; i < NOBLE_ERROR_COUNT; i++) {
        total += device->receiver.counters.errors[i];
    }
    return total;
}

// At most once a second, whatever comes in.
static void log_malformed(noble_device *device, uint64_t now)
{
    const uint32_t total = malformed(device);
    if (total == device->report.malformed || now < device->report.next_malformed_log_ticks) {
        return;
    }
    noble_log line;
    noble_log_begin(&line, NOBLE_LOG_WARNING, now);
    noble_log_add(&line, "frames and payloads dropped: ");
    noble_log_add_number(&line, total - device->report.malformed);
    send_log(device, &line);
    device->report.malformed = total;
    device->report.next_malformed_log_ticks = now + noble_board.ticks_per_second;
}

bool noble_report_is_due(const noble_device *device)
{
    return !device->report.has_begun || device->safety.changes != device->report.changes;
}

void noble_report_send(noble_device *device, uint64_t now)
{
    noble_report *report = &device->report;
    const uint32_t changes = device->safety.changes;
    if (!report->has_begun) {
        report->has_begun = true;
        noble_report_welcome(device);
        log_boot(device, now);
    }
    if (changes != report->changes || now >= report->next_heartbeat_ticks) {
        report->next_heartbeat_ticks =
            now + (uint64_t)NOBLE_HEARTBEAT_INTERVAL_MILLISECONDS * noble_board.ticks_per_second / 1000u;
        send_heartbeat(device);
    }
    if (changes != report->changes) {
        report->changes = changes;
        log_state(device, now);
    }
    log_malformed(device, now);
}
