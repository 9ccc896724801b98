#include "noble_registers.h"

#include <stddef.h>

#include "noble_device.h"

// What a register's highest value is.
typedef enum {
    LIMIT_NUMBER, // as listed
    LIMIT_LINES,  // a bit for each line
    LIMIT_INPUTS, // a bit for each input
    LIMIT_CODES,  // the converter's bits
    LIMIT_MODES,  // an output mode that the board has
} limit;

typedef struct {
    uint16_t id;
    uint8_t type;
    uint8_t limit;
    uint32_t lowest; // 0 is good, too, where is_optional
    uint32_t highest;
    uint32_t initial;
    uint16_t offset; // of its value, in noble_settings or noble_dac_settings
    bool is_optional;
} setting;

#define SETTING(name, field) .id = NOBLE_REGISTER_##name, .offset = offsetof(noble_settings, field)
#define U32 .type = NOBLE_REGISTER_TYPE_U32
#define U16 .type = NOBLE_REGISTER_TYPE_U16
#define U8 .type = NOBLE_REGISTER_TYPE_U8

static const setting settings[] = {
    {SETTING(HEARTBEAT_TIMEOUT_MILLISECONDS, heartbeat_timeout_milliseconds), U32, .lowest = 10, .highest = 60000,
     .initial = 500},
    {SETTING(OUTPUT_MODE, output_mode), U8, .limit = LIMIT_MODES},
    {SETTING(PULSE_TICKS, pulse_ticks), U32, .lowest = 1, .highest = 1000000, .initial = 100},
    {SETTING(OUTPUT_ACTIVE_LOW, output_active_low), U32, .limit = LIMIT_LINES},
    {SETTING(AER_ACTIVE_LOW, aer_active_low), U8, .highest = 7},
    {SETTING(AER_TIMEOUT_TICKS, aer_timeout_ticks), U32, .lowest = 1, .highest = 10000, .initial = 100},
    {SETTING(LATE_AFTER_TICKS, late_after_ticks), U32, .highest = 1000000, .initial = 1},
    {SETTING(LATE_LIMIT_TICKS, late_limit_ticks), U32, .highest = 1000000, .initial = 1},
    {SETTING(LINE_INTERVAL_TICKS, line_interval_ticks), U32, .highest = 10000000},
    {SETTING(SPIKES_PER_SECOND, spikes_per_second), U32, .lowest = 1, .highest = 10000000, .initial = 1000000},
    {SETTING(INPUT_ENABLE, input_enable), U32, .limit = LIMIT_INPUTS},
    {SETTING(INPUT_DEBOUNCE_TICKS, input_debounce_ticks), U32, .highest = 1000000},
    {SETTING(ADC_INTERVAL_TICKS, adc_interval_ticks), U32, .lowest = 100, .highest = 10000000, .is_optional = true},
};

// Ids are relative to the channel's block.
#define DAC_SETTING(name, field) .id = NOBLE_REGISTER_DAC_##name, .offset = offsetof(noble_dac_settings, field)

static const setting dac_settings[] = {
    {DAC_SETTING(LOWEST_CODE, lowest_code), U16, .limit = LIMIT_CODES},
    {DAC_SETTING(HIGHEST_CODE, highest_code), U16, .limit = LIMIT_CODES},
    {DAC_SETTING(REST_CODE, rest_code), U16, .limit = LIMIT_CODES},
    {DAC_SETTING(SLEW_CODES_PER_MILLISECOND, slew_codes_per_millisecond), U32, .highest = UINT32_MAX},
    {DAC_SETTING(CHARGE_CODE_MILLISECONDS, charge_code_milliseconds), U32, .highest = UINT32_MAX},
    {DAC_SETTING(CHARGE_WINDOW_MILLISECONDS, charge_window_milliseconds), U32, .lowest = 10, .highest = 10000,
     .initial = 1000},
    {DAC_SETTING(STIMULI_PER_SECOND, stimuli_per_second), U32, .lowest = 1, .highest = 100000, .initial = 1000},
};

typedef struct {
    uint16_t id;
    uint16_t offset; // in noble_counters
} counter;

#define COUNTER(name, field) {NOBLE_REGISTER_##name, offsetof(noble_counters, field)}

static const counter counters[] = {
    COUNTER(BYTES_OVERRUN, bytes_overrun),
    COUNTER(FRAMES_UNSENT, frames_unsent),
    COUNTER(COMMANDS_EXECUTED, commands_executed),
    COUNTER(COMMANDS_REPEATED, commands_repeated),
    COUNTER(COMMANDS_OUT_OF_ORDER, commands_out_of_order),
    COUNTER(WRONG_SESSION, wrong_session),
    COUNTER(SPIKES_ACCEPTED, spikes_accepted),
    COUNTER(SPIKES_EMITTED, spikes_emitted),
    COUNTER(SPIKES_EMITTED_LATE, spikes_emitted_late),
    COUNTER(SPIKES_LATE_ON_ARRIVAL, spikes_late_on_arrival),
    COUNTER(SPIKES_LATE_AT_EMISSION, spikes_late_at_emission),
    COUNTER(SPIKES_FULL, spikes_full),
    COUNTER(SPIKES_NOT_ARMED, spikes_not_armed),
    COUNTER(SPIKES_NO_LINE, spikes_no_line),
    COUNTER(SPIKES_LIMITED, spikes_limited),
    COUNTER(SPIKES_CANCELLED, spikes_cancelled),
    COUNTER(SPIKES_DISCARDED, spikes_discarded),
    COUNTER(SPIKES_PENDING_MAX, spikes_pending_max),
    COUNTER(SPIKES_LATENESS_MAX_TICKS, spikes_lateness_max_ticks),
    COUNTER(PULSES_RETRIGGERED, pulses_retriggered),
    COUNTER(AER_TIMEOUTS, aer_timeouts),
    COUNTER(STIMULI_APPLIED, stimuli_applied),
    COUNTER(STIMULI_LATE, stimuli_late),
    COUNTER(STIMULI_REFUSED, stimuli_refused),
    COUNTER(STIMULI_LIMITED, stimuli_limited),
    COUNTER(STIMULI_DISCARDED, stimuli_discarded),
    COUNTER(INPUT_EVENTS, input_events),
    COUNTER(INPUT_EVENTS_LOST, input_events_lost),
    COUNTER(SAFE_STATES, safe_states),
};

static uint32_t bits(uint32_t count)
{
    return count >= 32u ? UINT32_MAX : (UINT32_C(1) << count) - 1u;
}

static uint32_t highest(const setting *found)
{
    switch (found->limit) {
    case LIMIT_LINES:
        return bits(noble_board.lines);
    case LIMIT_INPUTS:
        return bits(noble_board.inputs);
    case LIMIT_CODES:
        return bits(noble_board.dac_bits);
    case LIMIT_MODES:
        return NOBLE_OUTPUT_MODE_AER;
    default:
        return found->highest;
    }
}

static bool has_mode(uint64_t mode)
{
    const uint32_t needed = mode == NOBLE_OUTPUT_MODE_AER ? NOBLE_CAPABILITY_AER : NOBLE_CAPABILITY_PULSES;
    return (noble_board.capabilities & needed) != 0;
}

static bool is_in_range(const setting *found, uint64_t value)
{
    if (found->limit == LIMIT_MODES && !has_mode(value)) {
        return false;
    }
    return (value >= found->lowest && value <= highest(found)) || (found->is_optional && value == 0);
}

static uint32_t *value_at(void *values, const setting *found)
{
    return (uint32_t *)((unsigned char *)values + found->offset);
}

static uint8_t dac_channel(uint16_t id)
{
    return (uint8_t)((id - NOBLE_REGISTER_DAC) / NOBLE_REGISTER_DAC_STRIDE);
}

static uint16_t dac_register(uint16_t id)
{
    return (uint16_t)((id - NOBLE_REGISTER_DAC) % NOBLE_REGISTER_DAC_STRIDE);
}

static bool is_of_dac(uint16_t id)
{
    return id >= NOBLE_REGISTER_DAC && id < NOBLE_REGISTER_DAC + noble_board.dac_channels * NOBLE_REGISTER_DAC_STRIDE;
}

static const setting *find_setting(uint16_t id)
{
    if (is_of_dac(id)) {
        for (size_t i = 0; i < sizeof dac_settings / sizeof dac_settings[0]; i++) {
            if (dac_settings[i].id == dac_register(id)) {
                return &dac_settings[i];
            }
        }
    }
    for (size_t i = 0; i < sizeof settings / sizeof settings[0]; i++) {
        if (settings[i].id == id) {
            return &settings[i];
        }
    }
    return NULL;
}

static void *block_of(noble_settings *values, uint16_t id)
{
    return is_of_dac(id) ? (void *)&values->dac[dac_channel(id)] : (void *)values;
}

void noble_registers_init(noble_device *device)
{
    for (size_t i = 0; i < sizeof settings / sizeof settings[0]; i++) {
        *value_at(&device->settings, &settings[i]) = settings[i].initial;
    }
    device->settings.output_mode =
        has_mode(NOBLE_OUTPUT_MODE_PULSES) ? NOBLE_OUTPUT_MODE_PULSES : NOBLE_OUTPUT_MODE_AER;
    for (size_t channel = 0; channel < NOBLE_REGISTER_DAC_CHANNELS_MAX; channel++) {
        for (size_t i = 0; i < sizeof dac_settings / sizeof dac_settings[0]; i++) {
            const setting *each = &dac_settings[i];
            const uint32_t middle = noble_board.dac_bits == 0 ? 0 : UINT32_C(1) << (noble_board.dac_bits - 1u);
            *value_at(&device->settings.dac[channel], each) = each->limit == LIMIT_CODES ? middle : each->initial;
        }
    }
}

static void set(noble_register_value *message, uint8_t type, uint64_t value)
{
    message->type = type;
    message->value = value;
    message->result = NOBLE_RESULT_OK;
}

static void read_identity(const noble_device *device, uint16_t id, noble_register_value *message)
{
    switch (id) {
    case NOBLE_REGISTER_PROTOCOL_VERSION:
        set(message, NOBLE_REGISTER_TYPE_U8, NOBLE_PROTOCOL_VERSION);
        break;
    case NOBLE_REGISTER_FIRMWARE_VERSION:
        set(message, NOBLE_REGISTER_TYPE_U32, NOBLE_FIRMWARE_VERSION);
        break;
    case NOBLE_REGISTER_TICKS_PER_SECOND:
        set(message, NOBLE_REGISTER_TYPE_U32, noble_board.ticks_per_second);
        break;
    case NOBLE_REGISTER_CAPABILITIES:
        set(message, NOBLE_REGISTER_TYPE_U32, noble_board.capabilities);
        break;
    case NOBLE_REGISTER_SPIKE_CAPACITY:
        set(message, NOBLE_REGISTER_TYPE_U16, NOBLE_SPIKE_CAPACITY);
        break;
    case NOBLE_REGISTER_BOOT:
        set(message, NOBLE_REGISTER_TYPE_U32, device->boot);
        break;
    case NOBLE_REGISTER_DEVICE_TIME:
        set(message, NOBLE_REGISTER_TYPE_U64, noble_board_now());
        break;
    case NOBLE_REGISTER_STATE:
        set(message, NOBLE_REGISTER_TYPE_U8, device->safety.state);
        break;
    case NOBLE_REGISTER_CAUSE:
        set(message, NOBLE_REGISTER_TYPE_U8, device->safety.cause);
        break;
    case NOBLE_REGISTER_STACK_BYTES:
        set(message, NOBLE_REGISTER_TYPE_U32, noble_board_stack_bytes());
        break;
    case NOBLE_REGISTER_STACK_USED_BYTES:
        set(message, NOBLE_REGISTER_TYPE_U32, noble_board_stack_used_bytes());
        break;
    case NOBLE_REGISTER_EMERGENCY_INPUT:
        set(message, NOBLE_REGISTER_TYPE_U8, noble_safety_input_says_stop() ? 1 : 0);
        break;
    default:
        break;
    }
}

static void read_counter(const noble_device *device, uint16_t id, noble_register_value *message)
{
    const noble_receiver_counters *received = &device->receiver.counters;
    if (id >= NOBLE_REGISTER_ERRORS && id < NOBLE_REGISTER_ERRORS + NOBLE_ERROR_COUNT) {
        set(message, NOBLE_REGISTER_TYPE_U32, received->errors[id - NOBLE_REGISTER_ERRORS]);
    } else if (id == NOBLE_REGISTER_FRAMES_TAKEN) {
        set(message, NOBLE_REGISTER_TYPE_U32, received->frames_taken);
    } else if (id == NOBLE_REGISTER_FRAMES_LOST) {
        set(message, NOBLE_REGISTER_TYPE_U32, received->frames_lost);
    } else if (id == NOBLE_REGISTER_BYTES_SKIPPED) {
        set(message, NOBLE_REGISTER_TYPE_U32, received->bytes_skipped);
    } else if (id == NOBLE_REGISTER_SILENCES) {
        set(message, NOBLE_REGISTER_TYPE_U32, received->silences);
    } else if (id == NOBLE_REGISTER_SPIKES_PENDING) {
        const uint32_t before = noble_board_lock();
        set(message, NOBLE_REGISTER_TYPE_U32, noble_schedule_pending(&device->schedule));
        noble_board_unlock(before);
    }
    for (size_t i = 0; i < sizeof counters / sizeof counters[0]; i++) {
        if (counters[i].id == id) {
            const unsigned char *value = (const unsigned char *)&device->counters + counters[i].offset;
            set(message, NOBLE_REGISTER_TYPE_U32, *(const uint32_t *)value);
        }
    }
}

void noble_registers_read(const noble_device *device, uint16_t id, noble_register_value *message)
{
    *message = (noble_register_value){
        .id = id, .type = NOBLE_REGISTER_TYPE_NONE, .result = NOBLE_RESULT_UNKNOWN_REGISTER, .value = 0};
    const setting *found = find_setting(id);
    if (found != NULL) {
        const void *block = is_of_dac(id) ? (const void *)&device->settings.dac[dac_channel(id)] : &device->settings;
        set(message, found->type, *(const uint32_t *)((const unsigned char *)block + found->offset));
    } else {
        read_identity(device, id, message);
        read_counter(device, id, message);
    }
}

// What a setting is about takes it at once: the outputs are safe, and stay so with the new levels.
static void take_effect(noble_device *device, uint16_t id)
{
    noble_emitter_make_safe(device);
    noble_stimulator_make_safe(device);
    if (is_of_dac(id) && dac_register(id) == NOBLE_REGISTER_DAC_CHARGE_WINDOW_MILLISECONDS) {
        noble_stimulator_resize_window(device, dac_channel(id));
    }
    if (id == NOBLE_REGISTER_ADC_INTERVAL_TICKS) {
        noble_inputs_restart(device, noble_board_now());
    }
    noble_timer_plan(device);
}

uint8_t noble_registers_write(noble_device *device, const noble_write_register *message)
{
    noble_register_value present;
    noble_registers_read(device, message->id, &present);
    NOBLE_VERIFY(present.result == NOBLE_RESULT_OK, present.result);
    NOBLE_VERIFY(message->type == present.type, NOBLE_RESULT_WRONG_TYPE);
    const setting *found = find_setting(message->id);
    NOBLE_VERIFY(found != NULL, NOBLE_RESULT_READ_ONLY);
    NOBLE_VERIFY(is_in_range(found, message->value), NOBLE_RESULT_OUT_OF_RANGE);

    const uint32_t before = noble_board_lock();
    const bool is_safe = device->safety.state == NOBLE_STATE_SAFE;
    if (is_safe) {
        *value_at(block_of(&device->settings, message->id), found) = (uint32_t)message->value;
        take_effect(device, message->id);
    }
    noble_board_unlock(before);
    return is_safe ? NOBLE_RESULT_OK : NOBLE_RESULT_NOT_SAFE;
}
