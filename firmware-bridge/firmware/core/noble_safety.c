#include "noble_safety.h"

#include "noble_emitter.h"
#include "noble_outputs.h"

static bool is_emergency(uint8_t cause)
{
    return cause == NOBLE_CAUSE_EMERGENCY_COMMAND || cause == NOBLE_CAUSE_EMERGENCY_INPUT;
}

void noble_safety_enter(noble_device *device, uint8_t cause)
{
    const uint32_t before = noble_board_lock();
    const uint64_t now = noble_board_now();
    const bool was_safe = device->state == NOBLE_STATE_SAFE;
    noble_outputs_rest(device, now);
    device->state = NOBLE_STATE_SAFE;

    NOBLE_COUNTER(device, SPIKES_DISCARDED) += noble_spike_schedule_pending(&device->spikes);
    noble_spike_schedule_clear(&device->spikes);
    NOBLE_COUNTER(device, STIMULI_DISCARDED) += device->stimuli.count;
    noble_timed_queue_clear(&device->stimuli);

    // What came after an emergency must not hide it.
    if (!(was_safe && is_emergency(device->cause)) || is_emergency(cause) || cause == NOBLE_CAUSE_NEW_SESSION) {
        device->cause = cause;
    }
    device->emergency = device->emergency || is_emergency(cause);
    device->state_changed = true;
    device->causes_to_log = (uint16_t)(device->causes_to_log | 1u << cause);
    NOBLE_COUNTER(device, SAFE_STATES)++;
    noble_emitter_plan(device);
    noble_board_made_safe(cause, now);
    noble_board_unlock(before);
}

void noble_safety_poll_emergency(noble_device *device)
{
    if (!noble_board_emergency()) {
        return;
    }
    const uint32_t before = noble_board_lock();
    if (device->state != NOBLE_STATE_SAFE || !device->emergency) {
        noble_safety_enter(device, NOBLE_CAUSE_EMERGENCY_INPUT);
    }
    noble_board_unlock(before);
}

uint64_t noble_safety_deadline(const noble_device *device)
{
    return device->state == NOBLE_STATE_ARMED ? device->heartbeat_ticks + device->heartbeat_timeout_ticks : UINT64_MAX;
}

void noble_safety_poll_heartbeat(noble_device *device)
{
    const uint32_t before = noble_board_lock();
    if (noble_board_now() >= noble_safety_deadline(device)) {
        noble_safety_enter(device, NOBLE_CAUSE_HEARTBEAT_LOST);
    }
    noble_board_unlock(before);
}

void noble_safety_heartbeat(noble_device *device, uint64_t arrival_ticks)
{
    const uint32_t before = noble_board_lock();
    device->heartbeat_ticks = arrival_ticks;
    device->heartbeat_seen = true;
    noble_board_unlock(before);
}

uint8_t noble_safety_arm(noble_device *device)
{
    uint8_t result = NOBLE_RESULT_OK;
    const uint32_t before = noble_board_lock();
    if (!device->heartbeat_seen || noble_board_now() - device->heartbeat_ticks >= device->heartbeat_timeout_ticks) {
        result = NOBLE_RESULT_NO_HEARTBEAT;
    } else if (device->emergency || noble_board_emergency()) {
        result = NOBLE_RESULT_EMERGENCY;
    } else if (device->state != NOBLE_STATE_ARMED) {
        device->state = NOBLE_STATE_ARMED;
        device->cause = NOBLE_CAUSE_NONE;
        device->state_changed = true;
        noble_emitter_plan(device);
    }
    noble_board_unlock(before);
    return result;
}

void noble_safety_new_session(noble_device *device)
{
    const uint32_t before = noble_board_lock();
    // A session that nobody armed leaves what was before it.
    if (device->cause != NOBLE_CAUSE_NEW_SESSION) {
        device->cause_before_session = device->cause;
    }
    device->heartbeat_seen = false;
    noble_safety_enter(device, NOBLE_CAUSE_NEW_SESSION);
    device->emergency = false;
    noble_board_unlock(before);
}
