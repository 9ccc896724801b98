#include "noble_safety.h"

#include "noble_device.h"

static bool is_emergency(uint8_t cause)
{
    return cause == NOBLE_CAUSE_EMERGENCY_COMMAND || cause == NOBLE_CAUSE_EMERGENCY_INPUT;
}

bool noble_safety_input_says_stop(void)
{
    return (noble_board.capabilities & NOBLE_CAPABILITY_EMERGENCY_INPUT) != 0 && noble_board_emergency();
}

static void enter(noble_device *device, uint8_t cause)
{
    noble_safety *safety = &device->safety;
    noble_emitter_make_safe(device);
    noble_stimulator_make_safe(device);
    if (safety->state == NOBLE_STATE_ARMED) {
        device->counters.safe_states++;
    }
    // The first emergency of a session stays its cause: nothing may hide it.
    if (!safety->had_emergency && (safety->state != NOBLE_STATE_SAFE || safety->cause != cause)) {
        safety->cause = cause;
        safety->changes++;
    }
    safety->state = NOBLE_STATE_SAFE;
    safety->had_emergency = safety->had_emergency || is_emergency(cause);
    noble_timer_plan(device);
    noble_board_made_safe(cause, noble_board_now());
}

void noble_safety_enter(noble_device *device, uint8_t cause)
{
    const uint32_t before = noble_board_lock();
    enter(device, cause);
    noble_board_unlock(before);
}

void noble_safety_begin_session(noble_device *device)
{
    const uint32_t before = noble_board_lock();
    device->safety.had_emergency = false;
    device->safety.has_heartbeat = false;
    enter(device, NOBLE_CAUSE_NEW_SESSION);
    noble_board_unlock(before);
}

static uint8_t arm(noble_device *device)
{
    noble_safety *safety = &device->safety;
    // First, so that a heartbeat that has just run out, or an input that nobody has looked at, counts.
    noble_safety_watch(device, noble_board_now());
    if (safety->state == NOBLE_STATE_ARMED) {
        return NOBLE_RESULT_OK;
    }
    if (!safety->has_heartbeat) {
        return NOBLE_RESULT_NO_HEARTBEAT;
    }
    if (safety->had_emergency || noble_safety_input_says_stop()) {
        return NOBLE_RESULT_EMERGENCY;
    }
    safety->state = NOBLE_STATE_ARMED;
    safety->cause = NOBLE_CAUSE_NONE;
    safety->changes++;
    noble_timer_plan(device);
    return NOBLE_RESULT_OK;
}

uint8_t noble_safety_arm(noble_device *device)
{
    const uint32_t before = noble_board_lock();
    const uint8_t result = arm(device);
    noble_board_unlock(before);
    return result;
}

void noble_safety_on_heartbeat(noble_device *device, uint64_t now)
{
    const uint64_t timeout_ticks =
        (uint64_t)device->settings.heartbeat_timeout_milliseconds * noble_board.ticks_per_second / 1000u;
    const uint32_t before = noble_board_lock();
    device->safety.has_heartbeat = true;
    device->safety.heartbeat_deadline_ticks = now + timeout_ticks;
    noble_board_unlock(before);
}

void noble_safety_watch(noble_device *device, uint64_t now)
{
    noble_safety *safety = &device->safety;
    const bool says_stop = noble_safety_input_says_stop();
    const bool began = says_stop && !safety->emergency_was_active;
    safety->emergency_was_active = says_stop;
    if (began || (says_stop && safety->state == NOBLE_STATE_ARMED)) {
        enter(device, NOBLE_CAUSE_EMERGENCY_INPUT);
    }
    if (safety->has_heartbeat && now >= safety->heartbeat_deadline_ticks) {
        safety->has_heartbeat = false;
        if (safety->state == NOBLE_STATE_ARMED) {
            enter(device, NOBLE_CAUSE_HEARTBEAT_LOST);
        }
    }
}
