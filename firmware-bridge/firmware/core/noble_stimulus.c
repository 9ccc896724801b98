#include "noble_stimulus.h"

#include "noble_bytes.h"

static const noble_records_layout layout = {
    .header_bytes = NOBLE_STIMULUS_HEADER_BYTES,
    .count_offset = NOBLE_STIMULUS_COUNT_OFFSET,
    .base_time_offset = NOBLE_STIMULUS_BASE_TIME_TICKS_OFFSET,
    .record_bytes = NOBLE_STIMULUS_RECORD_BYTES,
    .records_max = NOBLE_STIMULUS_RECORDS_MAX,
};

noble_error noble_stimulus_put(
    uint16_t number, uint64_t base_time_ticks, const noble_stimulus_level *levels, size_t count, uint8_t *payload,
    size_t capacity, size_t *written)
{
    NOBLE_ASSERT(levels != NULL && payload != NULL && written != NULL);
    *written = 0;
    size_t length;
    noble_error error = noble_records_room(&layout, count, capacity, &length);
    NOBLE_VERIFY(error == NOBLE_ERROR_NONE, error);

    uint64_t previous_ticks = base_time_ticks;
    uint8_t *record = payload + NOBLE_STIMULUS_HEADER_BYTES;
    for (size_t i = 0; i < count; i++) {
        error = noble_records_check(base_time_ticks, previous_ticks, levels[i].time_ticks);
        NOBLE_VERIFY(error == NOBLE_ERROR_NONE, error);
        previous_ticks = levels[i].time_ticks;
    }
    for (size_t i = 0; i < count; i++) {
        const uint32_t delta = (uint32_t)(levels[i].time_ticks - base_time_ticks);
        noble_put_u32(record + NOBLE_STIMULUS_RECORD_DELTA_TICKS_OFFSET, delta);
        noble_put_u16(record + NOBLE_STIMULUS_RECORD_CHANNEL_OFFSET, levels[i].channel);
        noble_put_u16(record + NOBLE_STIMULUS_RECORD_CODE_OFFSET, levels[i].code);
        record += NOBLE_STIMULUS_RECORD_BYTES;
    }
    noble_put_u16(payload + NOBLE_COMMAND_NUMBER_OFFSET, number);
    noble_put_u16(payload + NOBLE_STIMULUS_COUNT_OFFSET, (uint16_t)count);
    noble_put_u64(payload + NOBLE_STIMULUS_BASE_TIME_TICKS_OFFSET, base_time_ticks);
    *written = length;
    return NOBLE_ERROR_NONE;
}

noble_error noble_stimulus_get(const uint8_t *payload, size_t count, noble_stimulus *stimulus)
{
    NOBLE_ASSERT(stimulus != NULL);
    const noble_error error = noble_records_get(&layout, payload, count, &stimulus->records);
    NOBLE_VERIFY(error == NOBLE_ERROR_NONE, error);
    stimulus->number = noble_get_u16(payload + NOBLE_COMMAND_NUMBER_OFFSET);
    return NOBLE_ERROR_NONE;
}

noble_stimulus_level noble_stimulus_at(const noble_stimulus *stimulus, size_t index)
{
    NOBLE_ASSERT(stimulus != NULL && index < stimulus->records.count);
    const uint8_t *record = stimulus->records.bytes + index * NOBLE_STIMULUS_RECORD_BYTES;
    return (noble_stimulus_level){
        .time_ticks = stimulus->records.base_time_ticks + noble_get_u32(record + NOBLE_STIMULUS_RECORD_DELTA_TICKS_OFFSET),
        .channel = noble_get_u16(record + NOBLE_STIMULUS_RECORD_CHANNEL_OFFSET),
        .code = noble_get_u16(record + NOBLE_STIMULUS_RECORD_CODE_OFFSET),
    };
}
