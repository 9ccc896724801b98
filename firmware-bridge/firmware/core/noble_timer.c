#include "noble_timer.h"

#include "noble_device.h"

static uint64_t sooner(uint64_t one, uint64_t other)
{
    return one < other ? one : other;
}

// Converters, and the end of the heartbeat.
static uint64_t next_of_the_rest(const noble_device *device)
{
    uint64_t next = sooner(noble_stimulator_next(device), noble_inputs_next_sample(device));
    if (device->safety.state == NOBLE_STATE_ARMED) {
        next = sooner(next, device->safety.heartbeat_deadline_ticks);
    }
    return next;
}

static void ask(noble_device *device, uint64_t next)
{
    if (next == UINT64_MAX) {
        device->timer.wake_ticks = UINT64_MAX;
        noble_board_wake_never();
        return;
    }
    const uint64_t wake = next > noble_board.lead_ticks ? next - noble_board.lead_ticks : 0;
    device->timer.wake_ticks = wake;
    noble_board_wake_at(wake);
}

void noble_timer_plan(noble_device *device)
{
    ask(device, sooner(noble_emitter_next(device), next_of_the_rest(device)));
}

void noble_timer_hasten(noble_device *device, uint64_t time_ticks)
{
    const uint64_t wake = time_ticks > noble_board.lead_ticks ? time_ticks - noble_board.lead_ticks : 0;
    if (wake < device->timer.wake_ticks) {
        ask(device, time_ticks);
    }
}

// One converter's worth of work, where no output is to change soon, or where spikes are so dense that it has waited for half a
// millisecond: less than what the charge limit keeps in hand.
static void serve_converters(noble_device *device, uint64_t outputs_next)
{
    const uint64_t now = noble_board_now();
    const uint64_t due = sooner(noble_stimulator_next(device), noble_inputs_next_sample(device));
    const uint32_t patience_ticks = noble_board.ticks_per_second / 2000u;
    if (due > now || (outputs_next <= now + noble_board.lead_ticks && now - due <= patience_ticks)) {
        return;
    }
    if (!noble_stimulator_serve(device, now)) {
        noble_inputs_sample(device, now);
    }
}

static void wait_until(uint64_t tick)
{
    while (noble_board_now() < tick) {
    }
}

void noble_timer_run(noble_device *device)
{
    for (;;) {
        uint32_t before = noble_board_lock();
        const uint64_t now = noble_board_now();
        noble_safety_watch(device, now);
        const uint64_t outputs_next = noble_emitter_prepare(device, now);
        const uint64_t next = sooner(outputs_next, next_of_the_rest(device));
        if (next > noble_board_now() + noble_board.lead_ticks) {
            ask(device, next);
            noble_board_unlock(before);
            return;
        }
        noble_board_unlock(before);

        wait_until(next);

        before = noble_board_lock();
        noble_emitter_play(device);
        serve_converters(device, outputs_next);
        const bool has_requested = device->emitter.aer_requested;
        noble_board_unlock(before);
        if (has_requested) {
            noble_aer_finish(device);
        }
    }
}
