#include "noble_emitter.h"

#include "noble_outputs.h"
#include "noble_safety.h"
#include "noble_spike_emitter.h"

// So many moments in a row, then other interrupts get their turn.
#define TURNS_MAX 256u

static uint64_t sooner(uint64_t one, uint64_t other)
{
    return one < other ? one : other;
}

static uint64_t next_moment(const noble_device *device)
{
    uint64_t next = sooner(noble_spike_schedule_next(&device->spikes), device->first_pulse_end_ticks);
    if (!noble_timed_queue_is_empty(&device->stimuli)) {
        next = sooner(next, noble_timed_queue_time(&device->stimuli));
    }
    for (uint8_t channel = 0; channel < noble_board.dac_channels; channel++) {
        next = sooner(next, noble_dac_next(&device->dac[channel]));
    }
    return sooner(sooner(next, device->sample_ticks), noble_safety_deadline(device));
}

static void ask_timer(noble_device *device, uint64_t tick)
{
    device->wake_ticks = tick;
    if (tick == UINT64_MAX) {
        noble_board_wake_never();
    } else {
        noble_board_wake_at(tick > noble_board.lead_ticks ? tick - noble_board.lead_ticks : 0);
    }
}

void noble_emitter_plan(noble_device *device)
{
    ask_timer(device, next_moment(device));
}

void noble_emitter_plan_at(noble_device *device, uint64_t tick)
{
    if (tick < device->wake_ticks) {
        ask_timer(device, tick);
    }
}

void noble_emitter_prepare(noble_device *device)
{
    bool more = true;
    while (more) {
        const uint32_t before = noble_board_lock();
        more = noble_spike_schedule_arrange(&device->spikes);
        noble_board_unlock(before);
    }
}

static void apply_stimulus(noble_device *device)
{
    const uint32_t before = noble_board_lock();
    const uint64_t now = noble_board_now();
    if (!noble_timed_queue_is_empty(&device->stimuli) && noble_timed_queue_time(&device->stimuli) <= now) {
        noble_timed stimulus;
        noble_timed_queue_pop(&device->stimuli, &stimulus);
        if (now - stimulus.time_ticks > NOBLE_SETTING(device, LATE_AFTER_TICKS)) {
            NOBLE_COUNTER(device, STIMULI_LATE)++;
        }
        if (noble_dac_apply(&device->dac[stimulus.target], stimulus.value, now)) {
            NOBLE_COUNTER(device, STIMULI_APPLIED)++;
        } else {
            NOBLE_COUNTER(device, STIMULI_LIMITED)++;
        }
    }
    noble_board_unlock(before);
}

static void turn_channel(noble_device *device, noble_dac *dac)
{
    const uint32_t before = noble_board_lock();
    const uint64_t now = noble_board_now();
    if (noble_dac_next(dac) <= now && !noble_dac_turn(dac, now)) {
        // It was applied, and is withdrawn: each is counted where it happens.
        NOBLE_COUNTER(device, STIMULI_LIMITED)++;
    }
    noble_board_unlock(before);
}

static void end_pulses(noble_device *device)
{
    const uint32_t before = noble_board_lock();
    const uint64_t now = noble_board_now();
    if (device->first_pulse_end_ticks <= now) {
        noble_outputs_end_pulses(device, now);
    }
    noble_board_unlock(before);
}

static void sample(noble_device *device)
{
    const uint32_t before = noble_board_lock();
    const uint64_t now = noble_board_now();
    if (device->sample_ticks <= now) {
        for (uint8_t channel = 0; channel < noble_board.adc_channels; channel++) {
            const uint16_t code = noble_board_adc_read(channel);
            if (noble_input_queue_push(&device->inputs, now, NOBLE_INPUT_SAMPLE, channel, code)) {
                NOBLE_COUNTER(device, INPUT_EVENTS)++;
            } else {
                NOBLE_COUNTER(device, INPUT_EVENTS_LOST)++;
            }
        }
        device->sample_ticks += NOBLE_SETTING(device, ADC_INTERVAL_TICKS);
        // Samples that were missed are not made up for.
        if (device->sample_ticks <= now) {
            device->sample_ticks = now + NOBLE_SETTING(device, ADC_INTERVAL_TICKS);
        }
    }
    noble_board_unlock(before);
}

// Waits for the moment, if it is near. False where it is not, and the timer has been asked for it.
static bool reach_next_moment(noble_device *device)
{
    const uint32_t before = noble_board_lock();
    const uint64_t next = next_moment(device);
    const uint64_t now = noble_board_now();
    const bool is_near = next <= now || next - now <= noble_board.lead_ticks;
    if (!is_near) {
        ask_timer(device, next);
    }
    noble_board_unlock(before);
    while (is_near && noble_board_now() < next) {
    }
    return is_near;
}

void noble_device_on_timer(noble_device *device)
{
    noble_safety_poll_emergency(device);
    for (uint32_t turn = 0; turn < TURNS_MAX; turn++) {
        noble_spike_emitter_ready(device);
        if (!reach_next_moment(device)) {
            return;
        }
        noble_safety_poll_heartbeat(device);
        noble_spike_emitter_emit(device);
        end_pulses(device);
        apply_stimulus(device);
        for (uint8_t channel = 0; channel < noble_board.dac_channels; channel++) {
            turn_channel(device, &device->dac[channel]);
        }
        sample(device);
    }
    const uint32_t before = noble_board_lock();
    ask_timer(device, noble_board_now() + noble_board.lead_ticks + 1u);
    noble_board_unlock(before);
}
