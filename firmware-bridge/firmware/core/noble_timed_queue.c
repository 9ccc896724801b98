#include "noble_timed_queue.h"

#include <stddef.h>

#include "noble_check.h"

static bool comes_before(const noble_timed *one, const noble_timed *other)
{
    if (one->time_ticks != other->time_ticks) {
        return one->time_ticks < other->time_ticks;
    }
    return (uint32_t)(other->order - one->order - 1u) < INT32_MAX;
}

void noble_timed_queue_init(noble_timed_queue *queue, noble_timed *items, uint16_t capacity)
{
    // Positions are computed in 16 bits.
    NOBLE_ASSERT(queue != NULL && items != NULL && capacity > 0 && capacity < UINT16_MAX / 4);
    queue->items = items;
    queue->capacity = capacity;
    queue->count = 0;
}

void noble_timed_queue_push(noble_timed_queue *queue, const noble_timed *item)
{
    NOBLE_ASSERT(queue->count < queue->capacity);
    uint32_t at = queue->count++;
    while (at > 0) {
        const uint32_t above = (at - 1u) / 2u;
        if (!comes_before(item, &queue->items[above])) {
            break;
        }
        queue->items[at] = queue->items[above];
        at = above;
    }
    queue->items[at] = *item;
}

void noble_timed_queue_pop(noble_timed_queue *queue, noble_timed *item)
{
    NOBLE_ASSERT(queue->count > 0);
    *item = queue->items[0];
    const uint32_t count = --queue->count;
    if (count == 0) {
        return;
    }
    const noble_timed *last = &queue->items[count];
    uint32_t at = 0;
    for (;;) {
        uint32_t below = 2u * at + 1u;
        if (below >= count) {
            break;
        }
        if (below + 1u < count && comes_before(&queue->items[below + 1u], &queue->items[below])) {
            below++;
        }
        if (!comes_before(&queue->items[below], last)) {
            break;
        }
        queue->items[at] = queue->items[below];
        at = below;
    }
    queue->items[at] = *last;
}

bool noble_timed_queue_is_ordered(const noble_timed_queue *queue)
{
    for (uint32_t i = 1; i < queue->count; i++) {
        if (comes_before(&queue->items[i], &queue->items[(i - 1u) / 2u])) {
            return false;
        }
    }
    return true;
}
