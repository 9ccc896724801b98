#include "noble_spike_batch.h"

#include "noble_bytes.h"

static const noble_records_layout layout = {
    .header_bytes = NOBLE_SPIKE_BATCH_HEADER_BYTES,
    .count_offset = NOBLE_SPIKE_BATCH_COUNT_OFFSET,
    .base_time_offset = NOBLE_SPIKE_BATCH_BASE_TIME_TICKS_OFFSET,
    .record_bytes = NOBLE_SPIKE_RECORD_BYTES,
    .records_max = NOBLE_SPIKE_BATCH_SPIKES_MAX,
};

noble_error noble_spike_batch_put(
    uint16_t number, uint64_t base_time_ticks, const noble_spike *spikes, size_t count, uint8_t *payload, size_t capacity,
    size_t *written)
{
    NOBLE_ASSERT(spikes != NULL && payload != NULL && written != NULL);
    *written = 0;
    size_t length;
    noble_error error = noble_records_room(&layout, count, capacity, &length);
    NOBLE_VERIFY(error == NOBLE_ERROR_NONE, error);

    uint64_t previous_ticks = base_time_ticks;
    uint8_t *record = payload + NOBLE_SPIKE_BATCH_HEADER_BYTES;
    for (size_t i = 0; i < count; i++) {
        error = noble_records_check(base_time_ticks, previous_ticks, spikes[i].time_ticks);
        NOBLE_VERIFY(error == NOBLE_ERROR_NONE, error);
        previous_ticks = spikes[i].time_ticks;
    }
    for (size_t i = 0; i < count; i++) {
        const uint32_t delta = (uint32_t)(spikes[i].time_ticks - base_time_ticks);
        noble_put_u32(record + NOBLE_SPIKE_RECORD_DELTA_TICKS_OFFSET, delta);
        noble_put_u16(record + NOBLE_SPIKE_RECORD_LINE_OFFSET, spikes[i].line);
        record += NOBLE_SPIKE_RECORD_BYTES;
    }
    noble_put_u16(payload + NOBLE_COMMAND_NUMBER_OFFSET, number);
    noble_put_u16(payload + NOBLE_SPIKE_BATCH_COUNT_OFFSET, (uint16_t)count);
    noble_put_u64(payload + NOBLE_SPIKE_BATCH_BASE_TIME_TICKS_OFFSET, base_time_ticks);
    *written = length;
    return NOBLE_ERROR_NONE;
}

noble_error noble_spike_batch_get(const uint8_t *payload, size_t count, noble_spike_batch *batch)
{
    NOBLE_ASSERT(batch != NULL);
    const noble_error error = noble_records_get(&layout, payload, count, &batch->records);
    NOBLE_VERIFY(error == NOBLE_ERROR_NONE, error);
    batch->number = noble_get_u16(payload + NOBLE_COMMAND_NUMBER_OFFSET);
    return NOBLE_ERROR_NONE;
}

noble_spike noble_spike_batch_at(const noble_spike_batch *batch, size_t index)
{
    NOBLE_ASSERT(batch != NULL && index < batch->records.count);
    const uint8_t *record = batch->records.bytes + index * NOBLE_SPIKE_RECORD_BYTES;
    return (noble_spike){
        .time_ticks = batch->records.base_time_ticks + noble_get_u32(record + NOBLE_SPIKE_RECORD_DELTA_TICKS_OFFSET),
        .line = noble_get_u16(record + NOBLE_SPIKE_RECORD_LINE_OFFSET),
    };
}
