#include "noble_outputs.h"

#include "noble_safety.h"

static uint32_t every_line(void)
{
    return noble_board.lines >= 32u ? UINT32_MAX : (1u << noble_board.lines) - 1u;
}

static bool is_active_low(const noble_device *device, uint32_t signal)
{
    return (NOBLE_SETTING(device, AER_ACTIVE_LOW) & signal) != 0;
}

static void plan_pulse_ends(noble_device *device)
{
    device->first_pulse_end_ticks = UINT64_MAX;
    uint32_t active = device->active_lines;
    for (uint32_t line = 0; active != 0; line++, active >>= 1) {
        if ((active & 1u) != 0 && device->pulse_end_ticks[line] < device->first_pulse_end_ticks) {
            device->first_pulse_end_ticks = device->pulse_end_ticks[line];
        }
    }
}

void noble_outputs_rest(noble_device *device, uint64_t now)
{
    noble_board_write_lines(every_line(), NOBLE_SETTING(device, OUTPUT_ACTIVE_LOW));
    device->active_lines = 0;
    device->first_pulse_end_ticks = UINT64_MAX;
    if ((noble_board.capabilities & NOBLE_CAPABILITY_AER) != 0) {
        noble_outputs_aer_withdraw(device);
        noble_board_aer_data(is_active_low(device, NOBLE_AER_ACTIVE_LOW_DATA) ? UINT16_MAX : 0);
    }
    for (uint8_t channel = 0; channel < noble_board.dac_channels; channel++) {
        noble_dac_rest(&device->dac[channel], now);
    }
}

void noble_outputs_begin_pulses(noble_device *device, uint32_t mask, uint64_t now)
{
    noble_board_write_lines(mask, ~NOBLE_SETTING(device, OUTPUT_ACTIVE_LOW) & mask);
    const uint64_t end_ticks = now + NOBLE_SETTING(device, PULSE_TICKS);
    device->active_lines |= mask;
    for (uint32_t line = 0; mask != 0; line++, mask >>= 1) {
        if ((mask & 1u) != 0) {
            device->pulse_end_ticks[line] = end_ticks;
        }
    }
    if (end_ticks < device->first_pulse_end_ticks) {
        device->first_pulse_end_ticks = end_ticks;
    }
}

void noble_outputs_end_pulses(noble_device *device, uint64_t now)
{
    uint32_t ended = 0;
    uint32_t active = device->active_lines;
    for (uint32_t line = 0; active != 0; line++, active >>= 1) {
        if ((active & 1u) != 0 && device->pulse_end_ticks[line] <= now) {
            ended |= 1u << line;
        }
    }
    if (ended != 0) {
        noble_board_write_lines(ended, NOBLE_SETTING(device, OUTPUT_ACTIVE_LOW) & ended);
        device->active_lines &= ~ended;
    }
    plan_pulse_ends(device);
}

void noble_outputs_aer_request(noble_device *device, uint16_t address)
{
    noble_board_aer_data(is_active_low(device, NOBLE_AER_ACTIVE_LOW_DATA) ? (uint16_t)~address : address);
    noble_board_aer_request(!is_active_low(device, NOBLE_AER_ACTIVE_LOW_REQUEST));
}

void noble_outputs_aer_withdraw(noble_device *device)
{
    noble_board_aer_request(is_active_low(device, NOBLE_AER_ACTIVE_LOW_REQUEST));
}

bool noble_outputs_aer_wait(noble_device *device, bool acknowledged)
{
    const bool awaited = acknowledged != is_active_low(device, NOBLE_AER_ACTIVE_LOW_ACKNOWLEDGE);
    const uint64_t begin_ticks = noble_board_now();
    while (noble_board_aer_acknowledge() != awaited) {
        // A partner that is dead must not keep the emergency input from acting.
        noble_safety_poll_emergency(device);
        if (device->state != NOBLE_STATE_ARMED
            || noble_board_now() - begin_ticks >= NOBLE_SETTING(device, AER_TIMEOUT_TICKS)) {
            return false;
        }
    }
    return true;
}
