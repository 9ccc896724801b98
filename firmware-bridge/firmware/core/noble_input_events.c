#include "noble_input_events.h"

#include "noble_bytes.h"

static const noble_records_layout layout = {
    .header_bytes = NOBLE_INPUT_EVENTS_HEADER_BYTES,
    .count_offset = NOBLE_INPUT_EVENTS_COUNT_OFFSET,
    .base_time_offset = NOBLE_INPUT_EVENTS_BASE_TIME_TICKS_OFFSET,
    .record_bytes = NOBLE_INPUT_RECORD_BYTES,
    .records_max = NOBLE_INPUT_EVENTS_MAX,
};

noble_error noble_input_events_put(
    const noble_input_event *events, size_t count, uint8_t *payload, size_t capacity, size_t *written)
{
    NOBLE_ASSERT(events != NULL && payload != NULL && written != NULL);
    *written = 0;
    size_t length;
    noble_error error = noble_records_room(&layout, count, capacity, &length);
    NOBLE_VERIFY(error == NOBLE_ERROR_NONE, error);

    const uint64_t base_time_ticks = events[0].time_ticks;
    uint64_t previous_ticks = base_time_ticks;
    uint8_t *record = payload + NOBLE_INPUT_EVENTS_HEADER_BYTES;
    for (size_t i = 0; i < count; i++) {
        error = noble_records_check(base_time_ticks, previous_ticks, events[i].time_ticks);
        NOBLE_VERIFY(error == NOBLE_ERROR_NONE, error);
        previous_ticks = events[i].time_ticks;
    }
    for (size_t i = 0; i < count; i++) {
        const uint32_t delta = (uint32_t)(events[i].time_ticks - base_time_ticks);
        noble_put_u32(record + NOBLE_INPUT_RECORD_DELTA_TICKS_OFFSET, delta);
        record[NOBLE_INPUT_RECORD_KIND_OFFSET] = events[i].kind;
        record[NOBLE_INPUT_RECORD_CHANNEL_OFFSET] = events[i].channel;
        noble_put_u16(record + NOBLE_INPUT_RECORD_VALUE_OFFSET, events[i].value);
        record += NOBLE_INPUT_RECORD_BYTES;
    }
    noble_put_u32(payload + NOBLE_INPUT_EVENTS_FIRST_OFFSET, events[0].number);
    noble_put_u16(payload + NOBLE_INPUT_EVENTS_COUNT_OFFSET, (uint16_t)count);
    noble_put_u16(payload + NOBLE_INPUT_EVENTS_RESERVED_OFFSET, 0);
    noble_put_u64(payload + NOBLE_INPUT_EVENTS_BASE_TIME_TICKS_OFFSET, base_time_ticks);
    *written = length;
    return NOBLE_ERROR_NONE;
}

noble_error noble_input_events_get(const uint8_t *payload, size_t count, noble_input_events *events)
{
    NOBLE_ASSERT(events != NULL);
    const noble_error error = noble_records_get(&layout, payload, count, &events->records);
    NOBLE_VERIFY(error == NOBLE_ERROR_NONE, error);
    for (size_t i = 0; i < events->records.count; i++) {
        const uint8_t kind = events->records.bytes[i * NOBLE_INPUT_RECORD_BYTES + NOBLE_INPUT_RECORD_KIND_OFFSET];
        NOBLE_VERIFY(kind >= NOBLE_INPUT_RISING && kind <= NOBLE_INPUT_SAMPLE, NOBLE_ERROR_VALUE_OUT_OF_RANGE);
    }
    events->first = noble_get_u32(payload + NOBLE_INPUT_EVENTS_FIRST_OFFSET);
    return NOBLE_ERROR_NONE;
}

noble_input_event noble_input_events_at(const noble_input_events *events, size_t index)
{
    NOBLE_ASSERT(events != NULL && index < events->records.count);
    const uint8_t *record = events->records.bytes + index * NOBLE_INPUT_RECORD_BYTES;
    return (noble_input_event){
        .time_ticks = events->records.base_time_ticks + noble_get_u32(record + NOBLE_INPUT_RECORD_DELTA_TICKS_OFFSET),
        .number = events->first + (uint32_t)index,
        .kind = record[NOBLE_INPUT_RECORD_KIND_OFFSET],
        .channel = record[NOBLE_INPUT_RECORD_CHANNEL_OFFSET],
        .value = noble_get_u16(record + NOBLE_INPUT_RECORD_VALUE_OFFSET),
    };
}
