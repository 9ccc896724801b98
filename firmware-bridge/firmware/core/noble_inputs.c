#include "noble_inputs.h"

#include <stddef.h>
#include <string.h>

#include "noble_device.h"

void noble_inputs_init(noble_device *device)
{
    memset(&device->inputs, 0, sizeof device->inputs);
    device->inputs.next_sample_ticks = UINT64_MAX;
}

static void push(noble_device *device, uint8_t kind, uint8_t channel, uint16_t value, uint64_t now)
{
    noble_inputs *inputs = &device->inputs;
    const uint32_t number = device->counters.input_events++;
    if (inputs->pushed - inputs->popped == NOBLE_INPUT_CAPACITY) {
        device->counters.input_events_lost++;
        return;
    }
    inputs->ring[inputs->pushed % NOBLE_INPUT_CAPACITY] = (noble_input_event){
        .time_ticks = now, .number = number, .kind = kind, .channel = channel, .value = value};
    inputs->pushed++;
}

static bool is_taken(const noble_device *device, uint8_t input, uint64_t now)
{
    const uint64_t last = device->inputs.last_edge_ticks[input];
    const bool is_too_soon = last != 0 && now + 1u - last < device->settings.input_debounce_ticks;
    return (device->settings.input_enable >> input & 1u) != 0 && !is_too_soon;
}

void noble_inputs_on_edge(noble_device *device, uint8_t input, bool high, uint64_t now)
{
    NOBLE_ASSERT(input < noble_board.inputs && input < NOBLE_EDGE_INPUTS_MAX);
    const uint32_t before = noble_board_lock();
    if (is_taken(device, input, now)) {
        device->inputs.last_edge_ticks[input] = now + 1u;
        push(device, high ? NOBLE_INPUT_RISING : NOBLE_INPUT_FALLING, input, 0, now);
    }
    noble_board_unlock(before);
}

uint64_t noble_inputs_next_sample(const noble_device *device)
{
    return device->inputs.next_sample_ticks;
}

void noble_inputs_sample(noble_device *device, uint64_t now)
{
    noble_inputs *inputs = &device->inputs;
    if (inputs->next_sample_ticks > now) {
        return;
    }
    const uint8_t channel = inputs->next_channel;
    push(device, NOBLE_INPUT_SAMPLE, channel, noble_board_adc_read(channel), now);
    if (channel + 1u < noble_board.adc_channels) {
        inputs->next_channel++;
        return;
    }
    inputs->next_channel = 0;
    inputs->next_sample_ticks += device->settings.adc_interval_ticks;
    if (inputs->next_sample_ticks <= now) {
        inputs->next_sample_ticks = now + device->settings.adc_interval_ticks;
    }
}

void noble_inputs_restart(noble_device *device, uint64_t now)
{
    const bool samples = device->settings.adc_interval_ticks != 0 && noble_board.adc_channels > 0;
    device->inputs.next_channel = 0;
    device->inputs.next_sample_ticks = samples ? now + device->settings.adc_interval_ticks : UINT64_MAX;
}

bool noble_inputs_is_empty(const noble_device *device)
{
    const uint32_t before = noble_board_lock();
    const bool is_empty = device->inputs.pushed == device->inputs.popped;
    noble_board_unlock(before);
    return is_empty;
}

// Events that one message can carry: numbers without a gap, times in order. An edge's time was taken before it was pushed, and
// another interrupt may have pushed a later one in between.
static uint32_t take_batch(noble_inputs *inputs, uint32_t pushed)
{
    uint32_t count = 0;
    for (uint32_t at = inputs->popped; at != pushed && count < NOBLE_INPUT_EVENTS_MAX; at++) {
        const noble_input_event *event = &inputs->ring[at % NOBLE_INPUT_CAPACITY];
        if (count > 0) {
            const noble_input_event *last = &inputs->batch[count - 1u];
            const bool follows = event->number == last->number + 1u && event->time_ticks >= last->time_ticks
                && event->time_ticks - inputs->batch[0].time_ticks <= UINT32_MAX;
            if (!follows) {
                break;
            }
        }
        inputs->batch[count++] = *event;
    }
    return count;
}

void noble_inputs_send(noble_device *device)
{
    noble_inputs *inputs = &device->inputs;
    uint32_t before = noble_board_lock();
    const uint32_t pushed = inputs->pushed;
    noble_board_unlock(before);
    // What lies between is the main loop's until it is popped.
    while (inputs->popped != pushed && noble_transmitter_has_room(&device->transmitter)) {
        const uint32_t count = take_batch(inputs, pushed);
        size_t length;
        const noble_error error =
            noble_input_events_put(inputs->batch, count, device->payload, sizeof device->payload, &length);
        NOBLE_ASSERT(error == NOBLE_ERROR_NONE);
        const bool sent = noble_transmitter_send(
            &device->transmitter, NOBLE_TRANSMIT_ORDINARY, NOBLE_TYPE_INPUT_EVENTS, device->payload, length);
        NOBLE_ASSERT(sent);
        noble_board_transmit();
        before = noble_board_lock();
        inputs->popped += count;
        noble_board_unlock(before);
    }
}
