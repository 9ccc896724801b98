#include "noble_emitter.h"

#include <stddef.h>
#include <string.h>

#include "noble_device.h"

static uint32_t all_lines(void)
{
    return noble_board.lines >= NOBLE_LINES_MAX ? UINT32_MAX : (UINT32_C(1) << noble_board.lines) - 1u;
}

static bool is_aer(const noble_device *device)
{
    return device->settings.output_mode == NOBLE_OUTPUT_MODE_AER;
}

static void set_lines(noble_device *device, uint32_t on, uint32_t off)
{
    const uint32_t levels = on ^ device->settings.output_active_low;
    noble_board_write_lines(on | off, levels & (on | off));
    device->emitter.active = (device->emitter.active & ~off) | on;
}

void noble_emitter_init(noble_device *device)
{
    noble_emitter *emitter = &device->emitter;
    memset(emitter, 0, sizeof *emitter);
    noble_rate_window_init(&emitter->rate, noble_board.ticks_per_second);
}

void noble_emitter_make_safe(noble_device *device)
{
    if ((noble_board.capabilities & NOBLE_CAPABILITY_PULSES) != 0) {
        set_lines(device, 0, all_lines());
    }
    if ((noble_board.capabilities & NOBLE_CAPABILITY_AER) != 0) {
        noble_aer_rest(device);
    }
    device->emitter.moment.count = 0;
    noble_schedule_discard(device);
}

// Lowest of the bits, which are not 0.
static uint32_t lowest_bit(uint32_t bits)
{
    return (uint32_t)__builtin_ctz(bits);
}

static uint64_t next_pulse_end(const noble_emitter *emitter)
{
    uint64_t next = UINT64_MAX;
    for (uint32_t lines = emitter->active; lines != 0; lines &= lines - 1u) {
        const uint64_t end = emitter->pulse_end_ticks[lowest_bit(lines)];
        next = end < next ? end : next;
    }
    return next;
}

static uint32_t ended_pulses(const noble_emitter *emitter, uint64_t now)
{
    uint32_t ended = 0;
    for (uint32_t lines = emitter->active; lines != 0; lines &= lines - 1u) {
        const uint32_t line = lowest_bit(lines);
        ended |= emitter->pulse_end_ticks[line] <= now ? UINT32_C(1) << line : 0;
    }
    return ended;
}

// The limits are those of the moment that is expected, or of now where that has passed: a spike that leaves later keeps them
// all the more.
static void prepare_moment(noble_device *device, uint64_t now)
{
    noble_emitter *emitter = &device->emitter;
    const noble_schedule *schedule = &device->schedule;
    const uint64_t time_ticks = schedule->hand[0].time_ticks;
    const uint64_t at = time_ticks > now ? time_ticks : now;
    noble_moment moment = {.time_ticks = time_ticks};
    uint32_t left = noble_rate_window_left(&emitter->rate, at, device->settings.spikes_per_second);
    do {
        const uint16_t line = schedule->hand[moment.count].target;
        const bool is_on = !is_aer(device) && (moment.on >> line & 1u) != 0;
        const uint64_t last = emitter->line_last_ticks[line % NOBLE_LINE_PLACES];
        const bool is_too_soon = last != 0 && at < last - 1u + device->settings.line_interval_ticks;
        if (left == 0 || is_too_soon || (is_on && device->settings.line_interval_ticks > 0)) {
            moment.limited |= UINT32_C(1) << moment.count;
        } else {
            left--;
            moment.on |= is_aer(device) ? 0 : UINT32_C(1) << line;
        }
        moment.count++;
    } while (!is_aer(device) && moment.count < schedule->hand_count
             && schedule->hand[moment.count].time_ticks == time_ticks);
    emitter->moment = moment;
}

uint64_t noble_emitter_next(const noble_device *device)
{
    uint64_t next;
    noble_schedule_next(&device->schedule, &next);
    const uint64_t end = next_pulse_end(&device->emitter);
    return end < next ? end : next;
}

uint64_t noble_emitter_prepare(noble_device *device, uint64_t now)
{
    noble_emitter *emitter = &device->emitter;
    noble_schedule *schedule = &device->schedule;
    noble_schedule_draw(device, now + noble_board.lead_ticks);
    emitter->moment.count = 0;
    if (schedule->hand_count > 0) {
        prepare_moment(device, now);
    }
    return noble_emitter_next(device);
}

static void count_emission(noble_device *device, uint64_t lateness)
{
    noble_counters *counters = &device->counters;
    counters->spikes_emitted++;
    if (lateness > device->settings.late_after_ticks) {
        counters->spikes_emitted_late++;
    }
    if (lateness > counters->spikes_lateness_max_ticks) {
        counters->spikes_lateness_max_ticks = (uint32_t)lateness; // within the late limit
    }
}

static void after_emission(noble_device *device, const noble_timed *spike, uint32_t was_active, uint64_t now)
{
    noble_emitter *emitter = &device->emitter;
    emitter->line_last_ticks[spike->target % NOBLE_LINE_PLACES] = now + 1u;
    if (!is_aer(device)) {
        if ((was_active >> spike->target & 1u) != 0) {
            device->counters.pulses_retriggered++;
        }
        emitter->pulse_end_ticks[spike->target] = now + device->settings.pulse_ticks;
    }
    count_emission(device, now - spike->time_ticks);
    noble_board_emitted(spike->target, spike->time_ticks, now);
}

static void after_moment(
    noble_device *device, const noble_moment *moment, uint32_t was_active, bool is_too_late, uint64_t now)
{
    const noble_timed *hand = device->schedule.hand;
    uint32_t emitted = 0;
    for (uint32_t i = 0; i < moment->count; i++) {
        if (is_too_late) {
            device->counters.spikes_late_at_emission++;
        } else if ((moment->limited >> i & 1u) != 0) {
            device->counters.spikes_limited++;
        } else {
            after_emission(device, &hand[i], was_active, now);
            was_active |= is_aer(device) ? 0 : UINT32_C(1) << hand[i].target;
            emitted++;
        }
    }
    noble_rate_window_take(&device->emitter.rate, now, emitted);
    noble_schedule_played(&device->schedule, moment->count);
}

static void play_moment(noble_device *device, uint64_t now)
{
    const noble_moment moment = device->emitter.moment;
    const uint32_t was_active = device->emitter.active;
    const bool is_too_late = now - moment.time_ticks > device->settings.late_limit_ticks;
    if (!is_too_late && is_aer(device) && moment.limited == 0) {
        noble_aer_request(device, device->schedule.hand[0].target);
    } else if (!is_too_late && moment.on != 0) {
        set_lines(device, moment.on, 0);
    }
    device->emitter.moment.count = 0;
    after_moment(device, &moment, was_active, is_too_late, now);
}

void noble_emitter_play(noble_device *device)
{
    const uint64_t now = noble_board_now();
    if (device->emitter.moment.count > 0 && now >= device->emitter.moment.time_ticks) {
        play_moment(device, now);
    }
    const uint32_t ended = ended_pulses(&device->emitter, now);
    if (ended != 0) {
        set_lines(device, 0, ended);
    }
}
