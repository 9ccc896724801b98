// What waits for its moment, in the order of time and, at the same moment, in the order of arrival: a binary heap in an
// array of the caller's.
//
// A step takes at most about log2(capacity) moves, so that a caller may keep interrupts off for one step at a time.
#ifndef NOBLE_TIMED_QUEUE_H
#define NOBLE_TIMED_QUEUE_H

#include <stdbool.h>
#include <stdint.h>

typedef struct {
    uint64_t time_ticks;
    uint32_t order; // of arrival; differences are taken modulo 2^32, so fewer than 2^31 may arrive while one waits
    uint16_t target; // a spike's line, a stimulus' channel
    uint16_t value;  // a stimulus' code
} noble_timed;

typedef struct {
    noble_timed *items;
    uint16_t capacity;
    uint16_t count;
} noble_timed_queue;

void noble_timed_queue_init(noble_timed_queue *queue, noble_timed *items, uint16_t capacity);

// The queue is not full.
void noble_timed_queue_push(noble_timed_queue *queue, const noble_timed *item);
// The queue is not empty.
void noble_timed_queue_pop(noble_timed_queue *queue, noble_timed *item);

static inline bool noble_timed_queue_is_empty(const noble_timed_queue *queue)
{
    return queue->count == 0;
}

// Of the first; the queue is not empty.
static inline uint64_t noble_timed_queue_time(const noble_timed_queue *queue)
{
    return queue->items[0].time_ticks;
}

static inline void noble_timed_queue_clear(noble_timed_queue *queue)
{
    queue->count = 0;
}

// Whether every item comes no sooner than the one above it; for tests.
bool noble_timed_queue_is_ordered(const noble_timed_queue *queue);

#endif
