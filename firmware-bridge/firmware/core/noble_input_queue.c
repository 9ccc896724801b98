#include "noble_input_queue.h"

#include <stddef.h>

#include "noble_check.h"

void noble_input_queue_init(noble_input_queue *queue)
{
    NOBLE_ASSERT(queue != NULL);
    queue->next_number = 0;
    queue->first = 0;
    queue->count = 0;
}

bool noble_input_queue_push(noble_input_queue *queue, uint64_t time_ticks, uint8_t kind, uint8_t channel, uint16_t value)
{
    const uint32_t number = queue->next_number++;
    if (queue->count == NOBLE_INPUT_CAPACITY) {
        return false;
    }
    queue->events[((uint32_t)queue->first + queue->count) % NOBLE_INPUT_CAPACITY] = (noble_input_event){
        .time_ticks = time_ticks, .number = number, .kind = kind, .channel = channel, .value = value};
    queue->count++;
    return true;
}

const noble_input_event *noble_input_queue_at(const noble_input_queue *queue, uint16_t index)
{
    NOBLE_ASSERT(index < queue->count);
    return &queue->events[((uint32_t)queue->first + index) % NOBLE_INPUT_CAPACITY];
}

void noble_input_queue_drop(noble_input_queue *queue, uint16_t count)
{
    NOBLE_ASSERT(count <= queue->count);
    queue->first = (uint16_t)(((uint32_t)queue->first + count) % NOBLE_INPUT_CAPACITY);
    queue->count = (uint16_t)(queue->count - count);
}
