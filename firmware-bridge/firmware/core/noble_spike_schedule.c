#include "noble_spike_schedule.h"

#include <stddef.h>
#include <string.h>

#include "noble_check.h"
#include "noble_protocol.h"

static bool arrived_before(uint32_t order, uint32_t other)
{
    return (uint32_t)(other - order - 1u) < INT32_MAX;
}

void noble_spike_schedule_init(noble_spike_schedule *schedule)
{
    NOBLE_ASSERT(schedule != NULL);
    memset(schedule, 0, sizeof *schedule);
    noble_timed_queue_init(&schedule->queue, schedule->items, NOBLE_SPIKE_CAPACITY);
    schedule->group_max = NOBLE_GROUP_SPIKES_MAX;
}

void noble_spike_schedule_set_group(noble_spike_schedule *schedule, uint16_t most)
{
    NOBLE_ASSERT(most >= 1 && most <= NOBLE_GROUP_SPIKES_MAX && noble_spike_schedule_pending(schedule) == 0);
    schedule->group_max = most;
}

uint16_t noble_spike_schedule_pending(const noble_spike_schedule *schedule)
{
    return (uint16_t)(schedule->queue.count + schedule->group_count);
}

uint64_t noble_spike_schedule_next(const noble_spike_schedule *schedule)
{
    uint64_t next = schedule->group_count > 0 ? schedule->group[0].time_ticks : UINT64_MAX;
    if (!noble_timed_queue_is_empty(&schedule->queue) && noble_timed_queue_time(&schedule->queue) < next) {
        next = noble_timed_queue_time(&schedule->queue);
    }
    return next;
}

bool noble_spike_schedule_add(noble_spike_schedule *schedule, uint64_t time_ticks, uint16_t line)
{
    if (noble_spike_schedule_pending(schedule) == NOBLE_SPIKE_CAPACITY) {
        return false;
    }
    const noble_timed spike = {.time_ticks = time_ticks, .order = schedule->next_order, .target = line, .value = 0};
    noble_timed_queue_push(&schedule->queue, &spike);
    schedule->next_order++;
    return true;
}

bool noble_spike_schedule_arrange(noble_spike_schedule *schedule)
{
    noble_timed_queue *queue = &schedule->queue;
    if (noble_timed_queue_is_empty(queue)) {
        return false;
    }
    const uint64_t next = noble_timed_queue_time(queue);
    if (schedule->group_count > 0) {
        if (next < schedule->group[0].time_ticks) {
            schedule->group_count--;
            noble_timed_queue_push(queue, &schedule->group[schedule->group_count]);
            return true;
        }
        if (next != schedule->group[0].time_ticks || schedule->group_count == schedule->group_max) {
            return false;
        }
    }
    noble_timed_queue_pop(queue, &schedule->group[schedule->group_count]);
    schedule->group_count++;
    return true;
}

bool noble_spike_schedule_cancel(noble_spike_schedule *schedule, uint16_t line, uint64_t from_ticks, uint64_t to_ticks)
{
    const uint16_t pending = noble_spike_schedule_pending(schedule);
    if (pending == 0 || from_ticks == to_ticks) {
        return true;
    }
    if (schedule->cancels == NOBLE_CANCELS_MAX) {
        return false;
    }
    schedule->cancel[schedule->cancels++] = (noble_cancel_range){
        .from_ticks = from_ticks, .to_ticks = to_ticks, .order = schedule->next_order, .line = line, .remaining = pending};
    return true;
}

bool noble_spike_schedule_is_cancelled(const noble_spike_schedule *schedule, const noble_timed *spike)
{
    for (uint16_t i = 0; i < schedule->cancels; i++) {
        const noble_cancel_range *range = &schedule->cancel[i];
        if (arrived_before(spike->order, range->order) && spike->time_ticks >= range->from_ticks
            && spike->time_ticks < range->to_ticks
            && (range->line == NOBLE_CANCEL_EVERY_LINE || range->line == spike->target)) {
            return true;
        }
    }
    return false;
}

static void retire(noble_spike_schedule *schedule, const noble_timed *spike)
{
    for (uint16_t i = 0; i < schedule->cancels; i++) {
        if (arrived_before(spike->order, schedule->cancel[i].order)) {
            schedule->cancel[i].remaining--;
        }
    }
}

void noble_spike_schedule_end_group(noble_spike_schedule *schedule)
{
    if (schedule->cancels > 0) {
        for (uint16_t i = 0; i < schedule->group_count; i++) {
            retire(schedule, &schedule->group[i]);
        }
        uint16_t kept = 0;
        for (uint16_t i = 0; i < schedule->cancels; i++) {
            if (schedule->cancel[i].remaining > 0) {
                schedule->cancel[kept++] = schedule->cancel[i];
            }
        }
        schedule->cancels = kept;
    }
    schedule->group_count = 0;
}

void noble_spike_schedule_clear(noble_spike_schedule *schedule)
{
    noble_timed_queue_clear(&schedule->queue);
    schedule->group_count = 0;
    schedule->cancels = 0;
}
