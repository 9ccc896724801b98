#include "noble_stimulator.h"

#include <stddef.h>
#include <string.h>

#include "noble_device.h"

static uint32_t millisecond_ticks(void)
{
    return noble_board.ticks_per_second / 1000u;
}

static uint64_t window_ticks(const noble_dac_settings *settings)
{
    return (uint64_t)settings->charge_window_milliseconds * noble_board.ticks_per_second / 1000u;
}

void noble_stimulator_init(noble_device *device)
{
    noble_stimulator *stimulator = &device->stimulator;
    memset(stimulator, 0, sizeof *stimulator);
    noble_timed_queue_init(&stimulator->queue, stimulator->items, NOBLE_STIMULUS_CAPACITY);
    for (uint8_t i = 0; i < NOBLE_REGISTER_DAC_CHANNELS_MAX; i++) {
        noble_stimulator_channel *channel = &stimulator->channels[i];
        channel->rest = (uint16_t)device->settings.dac[i].rest_code;
        channel->code = channel->rest;
        channel->target = channel->rest;
        channel->service_ticks = UINT64_MAX;
        noble_slew_init(&channel->slew, noble_board.ticks_per_second);
        noble_charge_init(&channel->charge, window_ticks(&device->settings.dac[i]));
        noble_rate_window_init(&channel->rate, noble_board.ticks_per_second);
    }
}

uint8_t noble_stimulator_check(const noble_device *device, const noble_stimulus *stimulus)
{
    for (uint16_t i = 0; i < stimulus->records.count; i++) {
        const noble_stimulus_level level = noble_stimulus_at(stimulus, i);
        NOBLE_VERIFY(level.channel < noble_board.dac_channels, NOBLE_ERROR_VALUE_OUT_OF_RANGE);
        const noble_dac_settings *settings = &device->settings.dac[level.channel];
        NOBLE_VERIFY(
            level.code >= settings->lowest_code && level.code <= settings->highest_code, NOBLE_ERROR_VALUE_OUT_OF_RANGE);
    }
    return NOBLE_ERROR_NONE;
}

static uint8_t accept(noble_device *device, const noble_stimulus_level *level)
{
    noble_stimulator *stimulator = &device->stimulator;
    const bool is_armed = device->safety.state == NOBLE_STATE_ARMED;
    if (!is_armed || stimulator->queue.count == NOBLE_STIMULUS_CAPACITY) {
        device->counters.stimuli_refused++;
        return is_armed ? NOBLE_RESULT_FULL : NOBLE_RESULT_NOT_ARMED;
    }
    const noble_timed item = {
        .time_ticks = level->time_ticks, .order = stimulator->next_order++, .target = level->channel, .value = level->code};
    noble_timed_queue_push(&stimulator->queue, &item);
    noble_timer_hasten(device, level->time_ticks);
    return NOBLE_RESULT_OK;
}

uint8_t noble_stimulator_accept(noble_device *device, const noble_stimulus_level *level)
{
    const uint32_t before = noble_board_lock();
    const uint8_t result = accept(device, level);
    noble_board_unlock(before);
    return result;
}

static uint32_t apart(uint32_t one, uint32_t other)
{
    return one > other ? one - other : other - one;
}

void noble_stimulator_make_safe(noble_device *device)
{
    noble_stimulator *stimulator = &device->stimulator;
    const uint64_t now = noble_board_now();
    for (uint8_t i = 0; i < noble_board.dac_channels; i++) {
        noble_stimulator_channel *channel = &stimulator->channels[i];
        const uint16_t rest = (uint16_t)device->settings.dac[i].rest_code;
        noble_charge_add(&channel->charge, now, apart(channel->code, channel->rest));
        noble_board_dac_write(i, rest);
        channel->code = rest;
        channel->target = rest;
        channel->rest = rest;
        channel->service_ticks = UINT64_MAX;
    }
    device->counters.stimuli_discarded += stimulator->queue.count;
    noble_timed_queue_clear(&stimulator->queue);
}

void noble_stimulator_resize_window(noble_device *device, uint8_t channel)
{
    noble_charge_resize(
        &device->stimulator.channels[channel].charge, noble_board_now(), window_ticks(&device->settings.dac[channel]));
}

uint64_t noble_stimulator_next(const noble_device *device)
{
    const noble_stimulator *stimulator = &device->stimulator;
    uint64_t next = UINT64_MAX;
    if (!noble_timed_queue_is_empty(&stimulator->queue)) {
        next = noble_timed_queue_time(&stimulator->queue);
    }
    for (uint8_t i = 0; i < noble_board.dac_channels; i++) {
        const uint64_t service_ticks = stimulator->channels[i].service_ticks;
        next = service_ticks < next ? service_ticks : next;
    }
    return next;
}

// What is delivered on the way from so many codes to rest: a millisecond for an interrupt that comes late, and, where the
// slew is limited, another until it lets the first step go, and one at the level of each step.
static uint64_t reserve(const noble_dac_settings *settings, uint32_t codes)
{
    const uint64_t slew = settings->slew_codes_per_millisecond;
    uint64_t code_milliseconds = codes;
    if (slew != 0) {
        const uint64_t steps = codes / slew;
        code_milliseconds += (steps + 1u) * codes - slew * (steps * (steps + 1u) / 2u);
    }
    return code_milliseconds * millisecond_ticks();
}

// Whether the channel may hold this code, and how long.
static bool may_hold(const noble_dac_settings *settings, uint64_t delivered, uint16_t code, uint64_t *ticks)
{
    *ticks = UINT64_MAX;
    const uint32_t codes = apart(code, settings->rest_code);
    if (settings->charge_code_milliseconds == 0 || codes == 0) {
        return true;
    }
    const uint64_t most = (uint64_t)settings->charge_code_milliseconds * millisecond_ticks();
    const uint64_t needed = delivered + reserve(settings, codes);
    if (needed >= most) {
        return false;
    }
    *ticks = (most - needed) / codes;
    return true;
}

// The code one step nearer to the target, as far as the slew allows.
static uint16_t next_step(noble_stimulator_channel *channel, const noble_dac_settings *settings, uint64_t now)
{
    const uint32_t distance = apart(channel->target, channel->code);
    uint32_t step = distance;
    if (settings->slew_codes_per_millisecond != 0) {
        const uint32_t left = noble_slew_left(&channel->slew, now, settings->slew_codes_per_millisecond);
        step = left < distance ? left : distance;
    }
    return (uint16_t)(channel->target > channel->code ? channel->code + step : channel->code - step);
}

static void give_way(noble_device *device, noble_stimulator_channel *channel)
{
    channel->target = channel->rest;
    device->counters.stimuli_limited++;
}

static void service(noble_device *device, uint8_t number, uint64_t now)
{
    noble_stimulator_channel *channel = &device->stimulator.channels[number];
    const noble_dac_settings *settings = &device->settings.dac[number];
    const uint16_t rest = channel->rest;
    const uint64_t delivered = noble_charge_add(&channel->charge, now, apart(channel->code, rest));
    uint64_t hold_ticks = UINT64_MAX;
    uint16_t code = next_step(channel, settings, now);
    if (channel->target != rest && !may_hold(settings, delivered, code, &hold_ticks)) {
        give_way(device, channel);
        code = next_step(channel, settings, now);
    }
    if (code != channel->code) {
        if (settings->slew_codes_per_millisecond != 0) {
            noble_slew_take(&channel->slew, now, apart(code, channel->code));
        }
        channel->code = code;
        noble_board_dac_write(number, code);
    }
    channel->service_ticks = code != channel->target ? noble_slew_next(&channel->slew, now) : UINT64_MAX;
    if (hold_ticks < UINT64_MAX && channel->target != rest && now + hold_ticks < channel->service_ticks) {
        channel->service_ticks = now + hold_ticks;
    }
}

static void apply(noble_device *device, const noble_timed *item, uint64_t now)
{
    const uint8_t number = (uint8_t)item->target;
    noble_stimulator_channel *channel = &device->stimulator.channels[number];
    const noble_dac_settings *settings = &device->settings.dac[number];
    const uint16_t rest = channel->rest;
    const bool leaves_rest = channel->target == rest && item->value != rest;
    device->counters.stimuli_applied++;
    if (now - item->time_ticks > device->settings.late_after_ticks) {
        device->counters.stimuli_late++;
    }
    channel->target = item->value;
    if (leaves_rest) {
        if (noble_rate_window_left(&channel->rate, now, settings->stimuli_per_second) == 0) {
            give_way(device, channel);
        } else {
            noble_rate_window_take(&channel->rate, now, 1);
        }
    }
    service(device, number, now);
}

bool noble_stimulator_serve(noble_device *device, uint64_t now)
{
    noble_stimulator *stimulator = &device->stimulator;
    // A code that has to give way comes before a new one.
    for (uint8_t i = 0; i < noble_board.dac_channels; i++) {
        if (stimulator->channels[i].service_ticks <= now) {
            service(device, i, now);
            return true;
        }
    }
    if (noble_timed_queue_is_empty(&stimulator->queue) || noble_timed_queue_time(&stimulator->queue) > now) {
        return false;
    }
    noble_timed item;
    noble_timed_queue_pop(&stimulator->queue, &item);
    apply(device, &item, now);
    return true;
}
