#include "noble_schedule.h"

#include <stddef.h>
#include <string.h>

#include "noble_device.h"

_Static_assert(NOBLE_SPIKE_CAPACITY >= 1024, "what a host may count on");

void noble_schedule_init(noble_schedule *schedule)
{
    NOBLE_ASSERT(schedule != NULL);
    memset(schedule, 0, sizeof *schedule);
    noble_timed_queue_init(&schedule->queue, schedule->items, NOBLE_SPIKE_CAPACITY);
}

uint32_t noble_schedule_pending(const noble_schedule *schedule)
{
    return (uint32_t)schedule->queue.count + schedule->hand_count;
}

static bool has_line(const noble_device *device, uint16_t line)
{
    return device->settings.output_mode == NOBLE_OUTPUT_MODE_AER || line < noble_board.lines;
}

static uint8_t accept(noble_device *device, const noble_spike *spike)
{
    noble_schedule *schedule = &device->schedule;
    noble_counters *counters = &device->counters;
    if (device->safety.state != NOBLE_STATE_ARMED) {
        counters->spikes_not_armed++;
        return NOBLE_RESULT_NOT_ARMED;
    }
    if (!has_line(device, spike->line)) {
        counters->spikes_no_line++;
        return NOBLE_RESULT_OK;
    }
    const uint64_t now = noble_board_now();
    if (now > spike->time_ticks && now - spike->time_ticks > device->settings.late_limit_ticks) {
        counters->spikes_late_on_arrival++;
        return NOBLE_RESULT_OK;
    }
    if (noble_schedule_pending(schedule) == NOBLE_SPIKE_CAPACITY) {
        counters->spikes_full++;
        return NOBLE_RESULT_FULL;
    }
    const noble_timed item = {
        .time_ticks = spike->time_ticks, .order = schedule->next_order++, .target = spike->line, .value = 0};
    noble_timed_queue_push(&schedule->queue, &item);
    counters->spikes_accepted++;
    const uint32_t pending = noble_schedule_pending(schedule);
    if (pending > counters->spikes_pending_max) {
        counters->spikes_pending_max = pending;
    }
    noble_timer_hasten(device, spike->time_ticks);
    return NOBLE_RESULT_OK;
}

uint8_t noble_schedule_accept(noble_device *device, const noble_spike *spike)
{
    // One at a time, so that interrupts are off for one push only.
    const uint32_t before = noble_board_lock();
    const uint8_t result = accept(device, spike);
    noble_board_unlock(before);
    return result;
}

// Whether a spike that was accepted before the range may still be pending: the queue is in the order of time.
static bool may_withdraw(const noble_schedule *schedule, const noble_cancel_range *range)
{
    uint64_t next_ticks;
    return noble_schedule_next(schedule, &next_ticks) && next_ticks < range->to_ticks;
}

static void forget_ranges(noble_schedule *schedule)
{
    uint8_t kept = 0;
    for (uint8_t i = 0; i < schedule->ranges_count; i++) {
        if (may_withdraw(schedule, &schedule->ranges[i])) {
            schedule->ranges[kept++] = schedule->ranges[i];
        }
    }
    schedule->ranges_count = kept;
}

void noble_schedule_forget_ranges(noble_schedule *schedule)
{
    const uint32_t before = noble_board_lock();
    forget_ranges(schedule);
    noble_board_unlock(before);
}

static uint8_t cancel_range(noble_schedule *schedule, const noble_cancel *cancel)
{
    const noble_cancel_range range = {
        .from_ticks = cancel->from_ticks,
        .to_ticks = cancel->to_ticks,
        .next_order = schedule->next_order,
        .line = cancel->line,
    };
    forget_ranges(schedule);
    if (cancel->from_ticks == cancel->to_ticks || !may_withdraw(schedule, &range)) {
        return NOBLE_RESULT_OK;
    }
    if (schedule->ranges_count == NOBLE_CANCEL_RANGES) {
        return NOBLE_RESULT_FULL;
    }
    schedule->ranges[schedule->ranges_count++] = range;
    return NOBLE_RESULT_OK;
}

uint8_t noble_schedule_cancel(noble_device *device, const noble_cancel *cancel)
{
    const uint32_t before = noble_board_lock();
    const uint8_t result = cancel_range(&device->schedule, cancel);
    noble_board_unlock(before);
    return result;
}

bool noble_schedule_next(const noble_schedule *schedule, uint64_t *time_ticks)
{
    *time_ticks = UINT64_MAX;
    if (schedule->hand_count > 0) {
        *time_ticks = schedule->hand[0].time_ticks;
    }
    if (!noble_timed_queue_is_empty(&schedule->queue) && noble_timed_queue_time(&schedule->queue) < *time_ticks) {
        *time_ticks = noble_timed_queue_time(&schedule->queue);
    }
    return noble_schedule_pending(schedule) > 0;
}

static bool is_withdrawn(const noble_schedule *schedule, const noble_timed *item)
{
    for (uint8_t i = 0; i < schedule->ranges_count; i++) {
        const noble_cancel_range *range = &schedule->ranges[i];
        const bool of_line = range->line == NOBLE_CANCEL_EVERY_LINE || range->line == item->target;
        const bool in_time = item->time_ticks >= range->from_ticks && item->time_ticks < range->to_ticks;
        // Modulo 2^32: it came before the command.
        const bool before = range->next_order - item->order - 1u < (uint32_t)INT32_MAX;
        if (of_line && in_time && before) {
            return true;
        }
    }
    return false;
}

// A spike that was accepted while others were in the hand already may come before them.
static void put_into_hand(noble_schedule *schedule, const noble_timed *item)
{
    uint32_t at = schedule->hand_count++;
    while (at > 0 && schedule->hand[at - 1u].time_ticks > item->time_ticks) {
        schedule->hand[at] = schedule->hand[at - 1u];
        at--;
    }
    schedule->hand[at] = *item;
}

void noble_schedule_draw(noble_device *device, uint64_t until_ticks)
{
    noble_schedule *schedule = &device->schedule;
    // Bounded, withdrawn ones among them: interrupts are off.
    for (uint32_t drawn = 0; drawn < NOBLE_HAND; drawn++) {
        if (schedule->hand_count == NOBLE_HAND || noble_timed_queue_is_empty(&schedule->queue)) {
            return;
        }
        const uint64_t time_ticks = noble_timed_queue_time(&schedule->queue);
        if (time_ticks > until_ticks) {
            return;
        }
        if (schedule->hand_count > 0 && time_ticks > schedule->hand[0].time_ticks
            && noble_board_now() >= schedule->hand[0].time_ticks) {
            return;
        }
        noble_timed item;
        noble_timed_queue_pop(&schedule->queue, &item);
        if (is_withdrawn(schedule, &item)) {
            device->counters.spikes_cancelled++;
        } else {
            put_into_hand(schedule, &item);
        }
    }
}

void noble_schedule_played(noble_schedule *schedule, uint32_t count)
{
    NOBLE_ASSERT(count <= schedule->hand_count);
    schedule->hand_count = (uint8_t)(schedule->hand_count - count);
    for (uint32_t i = 0; i < schedule->hand_count; i++) {
        schedule->hand[i] = schedule->hand[i + count];
    }
}

void noble_schedule_discard(noble_device *device)
{
    noble_schedule *schedule = &device->schedule;
    device->counters.spikes_discarded += noble_schedule_pending(schedule);
    noble_timed_queue_clear(&schedule->queue);
    schedule->hand_count = 0;
    schedule->ranges_count = 0;
}
