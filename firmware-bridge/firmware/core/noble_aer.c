#include "noble_aer.h"

#include "noble_device.h"

static bool is_active_low(const noble_device *device, uint32_t signal)
{
    return (device->settings.aer_active_low & signal) != 0;
}

static void write_data(const noble_device *device, uint16_t address)
{
    noble_board_aer_data(is_active_low(device, NOBLE_AER_ACTIVE_LOW_DATA) ? (uint16_t)~address : address);
}

static void write_request(const noble_device *device, bool active)
{
    noble_board_aer_request(active != is_active_low(device, NOBLE_AER_ACTIVE_LOW_REQUEST));
}

static bool is_acknowledged(const noble_device *device)
{
    return noble_board_aer_acknowledge() != is_active_low(device, NOBLE_AER_ACTIVE_LOW_ACKNOWLEDGE);
}

void noble_aer_rest(noble_device *device)
{
    write_request(device, false);
    write_data(device, 0);
    device->emitter.aer_requested = false;
}

void noble_aer_request(noble_device *device, uint16_t address)
{
    write_data(device, address);
    write_request(device, true);
    device->emitter.aer_requested = true;
}

// Whether the acknowledge took the level in time, and the outputs have not been made safe meanwhile.
static bool wait_for(noble_device *device, bool acknowledged)
{
    const uint64_t begin = noble_board_now();
    for (;;) {
        const bool is_there = is_acknowledged(device) == acknowledged;
        const uint32_t before = noble_board_lock();
        const uint64_t now = noble_board_now();
        noble_safety_watch(device, now);
        const bool goes_on = device->safety.state == NOBLE_STATE_ARMED;
        noble_board_unlock(before);
        if (is_there || !goes_on || now - begin >= device->settings.aer_timeout_ticks) {
            return is_there && goes_on;
        }
    }
}

static bool withdraw(noble_device *device)
{
    const uint32_t before = noble_board_lock();
    const bool goes_on = device->emitter.aer_requested;
    if (goes_on) {
        write_request(device, false);
        device->emitter.aer_requested = false;
    }
    noble_board_unlock(before);
    return goes_on;
}

static void count_timeout(noble_device *device)
{
    const uint32_t before = noble_board_lock();
    device->counters.aer_timeouts++;
    noble_board_unlock(before);
}

void noble_aer_finish(noble_device *device)
{
    bool in_time = wait_for(device, true);
    if (!withdraw(device)) {
        return; // made safe meanwhile
    }
    in_time = wait_for(device, false) && in_time;
    if (!in_time) {
        count_timeout(device);
    }
}
