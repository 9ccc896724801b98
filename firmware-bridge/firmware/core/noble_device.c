#include "noble_device.h"

#include <stddef.h>
#include <string.h>

// Bytes that one turn of the main loop takes at most: the rest of the turn must come round, whatever the link sends.
#define BYTES_A_TURN 256u

_Static_assert(sizeof(noble_device) < 64u * 1024u, "it has to fit into a small part");

static uint32_t milliseconds_to_ticks(uint32_t milliseconds)
{
    return (uint32_t)((uint64_t)milliseconds * noble_board.ticks_per_second / 1000u);
}

static void check_board(void)
{
    NOBLE_ASSERT(noble_board.name != NULL);
    NOBLE_ASSERT(noble_board.ticks_per_second >= 10000u && noble_board.ticks_per_second <= UINT32_C(1000000000));
    // The lead is a few ticks: it is waited out in the interrupt.
    NOBLE_ASSERT(noble_board.lead_ticks <= noble_board.ticks_per_second / 1000u);
    NOBLE_ASSERT(noble_board.lines <= NOBLE_LINES_MAX && noble_board.inputs <= NOBLE_EDGE_INPUTS_MAX);
    NOBLE_ASSERT(noble_board.dac_channels <= NOBLE_REGISTER_DAC_CHANNELS_MAX && noble_board.dac_bits <= 16);
    NOBLE_ASSERT((noble_board.capabilities & (NOBLE_CAPABILITY_PULSES | NOBLE_CAPABILITY_AER)) != 0);
}

void noble_device_init(noble_device *device)
{
    NOBLE_ASSERT(device != NULL);
    check_board();
    memset(device, 0, sizeof *device);
    device->boot = noble_board_boot();
    noble_registers_init(device);
    noble_schedule_init(&device->schedule);
    noble_emitter_init(device);
    noble_stimulator_init(device);
    noble_inputs_init(device);
    noble_transmitter_init(&device->transmitter);
    noble_receiver_init(
        &device->receiver, NOBLE_DIRECTION_TO_DEVICE, milliseconds_to_ticks(NOBLE_FRAME_TIMEOUT_MILLISECONDS),
        milliseconds_to_ticks(NOBLE_LINK_TIMEOUT_MILLISECONDS));
    noble_safety_enter(device, NOBLE_CAUSE_BOOT);
}

// Returns whether there is more.
static bool receive(noble_device *device)
{
    uint8_t byte;
    uint32_t ticks;
    for (uint32_t taken = 0; taken < BYTES_A_TURN; taken++) {
        if (!noble_receive_ring_pop(&device->received, &byte, &ticks)) {
            return false;
        }
        noble_frame frame;
        if (noble_receiver_push(&device->receiver, byte, ticks, &frame)) {
            noble_session_take(device, &frame, noble_widen_ticks(ticks, noble_board_now()));
        }
    }
    return true;
}

void noble_device_poll(noble_device *device)
{
    NOBLE_ASSERT(device != NULL);
    const bool has_more = receive(device);
    const uint64_t now = noble_board_now();
    // A byte may have come meanwhile, and time-outs look at bytes that have all been pushed.
    if (!has_more && noble_receive_ring_is_empty(&device->received)) {
        noble_receiver_poll(&device->receiver, (uint32_t)now);
    }
    const uint32_t before = noble_board_lock();
    noble_safety_watch(device, noble_board_now());
    device->counters.bytes_overrun = atomic_load_explicit(&device->bytes_overrun, memory_order_relaxed);
    noble_board_unlock(before);
    noble_schedule_forget_ranges(&device->schedule);
    noble_inputs_send(device);
    noble_report_send(device, now);
}

bool noble_device_is_idle(const noble_device *device)
{
    NOBLE_ASSERT(device != NULL);
    const bool has_input = !noble_inputs_is_empty(device) && noble_transmitter_has_room(&device->transmitter);
    return noble_receive_ring_is_empty(&device->received) && !has_input && !noble_report_is_due(device);
}

void noble_device_on_byte(noble_device *device, uint8_t byte, uint64_t now)
{
    NOBLE_ASSERT(device != NULL);
    if (!noble_receive_ring_push(&device->received, byte, (uint32_t)now)) {
        atomic_fetch_add_explicit(&device->bytes_overrun, 1u, memory_order_relaxed);
    }
}

void noble_device_on_timer(noble_device *device)
{
    NOBLE_ASSERT(device != NULL);
    noble_timer_run(device);
}

void noble_device_on_edge(noble_device *device, uint8_t input, bool high, uint64_t now)
{
    NOBLE_ASSERT(device != NULL);
    noble_inputs_on_edge(device, input, high, now);
}

void noble_device_on_emergency(noble_device *device)
{
    NOBLE_ASSERT(device != NULL);
    noble_safety_enter(device, NOBLE_CAUSE_EMERGENCY_INPUT);
}

void noble_device_on_fault(noble_device *device)
{
    NOBLE_ASSERT(device != NULL);
    noble_safety_enter(device, NOBLE_CAUSE_INTERNAL);
}

bool noble_device_next_byte(noble_device *device, uint8_t *byte)
{
    NOBLE_ASSERT(device != NULL);
    return noble_transmitter_next_byte(&device->transmitter, byte);
}
