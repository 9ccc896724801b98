#include "noble_spike_batch.h"

#include "noble_bytes.h"

static uint32_t delta_ticks_at(const uint8_t *records, size_t index)
{
    return noble_get_u32(records + index * NOBLE_SPIKE_RECORD_BYTES + NOBLE_SPIKE_RECORD_DELTA_TICKS_OFFSET);
}

static noble_error check_times(uint64_t base_time_ticks, const noble_spike *spikes, size_t count)
{
    uint64_t previous_ticks = base_time_ticks;
    for (size_t i = 0; i < count; i++) {
        NOBLE_VERIFY(spikes[i].time_ticks >= base_time_ticks, NOBLE_ERROR_TIME_OUT_OF_RANGE);
        NOBLE_VERIFY(spikes[i].time_ticks - base_time_ticks <= UINT32_MAX, NOBLE_ERROR_TIME_OUT_OF_RANGE);
        NOBLE_VERIFY(spikes[i].time_ticks >= previous_ticks, NOBLE_ERROR_SPIKES_OUT_OF_ORDER);
        previous_ticks = spikes[i].time_ticks;
    }
    return NOBLE_ERROR_NONE;
}

noble_error noble_spike_batch_put(
    uint64_t base_time_ticks, const noble_spike *spikes, size_t count, uint8_t *payload, size_t capacity, size_t *written)
{
    NOBLE_ASSERT(spikes != NULL && payload != NULL && written != NULL);
    *written = 0;
    NOBLE_VERIFY(count >= 1 && count <= NOBLE_SPIKE_BATCH_SPIKES_MAX, NOBLE_ERROR_SPIKE_COUNT_OUT_OF_RANGE);
    const size_t length = NOBLE_SPIKE_BATCH_HEADER_BYTES + count * NOBLE_SPIKE_RECORD_BYTES;
    NOBLE_VERIFY(capacity >= length, NOBLE_ERROR_BUFFER_TOO_SMALL);
    const noble_error error = check_times(base_time_ticks, spikes, count);
    NOBLE_VERIFY(error == NOBLE_ERROR_NONE, error);

    noble_put_u64(payload + NOBLE_SPIKE_BATCH_BASE_TIME_TICKS_OFFSET, base_time_ticks);
    noble_put_u16(payload + NOBLE_SPIKE_BATCH_COUNT_OFFSET, (uint16_t)count);
    for (size_t i = 0; i < count; i++) {
        uint8_t *record = payload + NOBLE_SPIKE_BATCH_HEADER_BYTES + i * NOBLE_SPIKE_RECORD_BYTES;
        noble_put_u32(record + NOBLE_SPIKE_RECORD_DELTA_TICKS_OFFSET, (uint32_t)(spikes[i].time_ticks - base_time_ticks));
        noble_put_u16(record + NOBLE_SPIKE_RECORD_LINE_OFFSET, spikes[i].line);
    }
    *written = length;
    return NOBLE_ERROR_NONE;
}

noble_error noble_spike_batch_get(const uint8_t *payload, size_t count, noble_spike_batch *batch)
{
    NOBLE_ASSERT((payload != NULL || count == 0) && batch != NULL);
    NOBLE_VERIFY(count >= NOBLE_SPIKE_BATCH_HEADER_BYTES, NOBLE_ERROR_WRONG_PAYLOAD_LENGTH);
    const uint16_t spikes = noble_get_u16(payload + NOBLE_SPIKE_BATCH_COUNT_OFFSET);
    NOBLE_VERIFY(spikes >= 1 && spikes <= NOBLE_SPIKE_BATCH_SPIKES_MAX, NOBLE_ERROR_SPIKE_COUNT_OUT_OF_RANGE);
    NOBLE_VERIFY(
        count == NOBLE_SPIKE_BATCH_HEADER_BYTES + (size_t)spikes * NOBLE_SPIKE_RECORD_BYTES,
        NOBLE_ERROR_WRONG_PAYLOAD_LENGTH);

    const uint8_t *records = payload + NOBLE_SPIKE_BATCH_HEADER_BYTES;
    for (size_t i = 1; i < spikes; i++) {
        NOBLE_VERIFY(delta_ticks_at(records, i) >= delta_ticks_at(records, i - 1), NOBLE_ERROR_SPIKES_OUT_OF_ORDER);
    }
    const uint64_t base_time_ticks = noble_get_u64(payload + NOBLE_SPIKE_BATCH_BASE_TIME_TICKS_OFFSET);
    NOBLE_VERIFY(
        base_time_ticks <= UINT64_MAX - delta_ticks_at(records, spikes - 1u), NOBLE_ERROR_TIME_OUT_OF_RANGE);

    batch->base_time_ticks = base_time_ticks;
    batch->count = spikes;
    batch->records = records;
    return NOBLE_ERROR_NONE;
}

noble_spike noble_spike_batch_at(const noble_spike_batch *batch, size_t index)
{
    NOBLE_ASSERT(batch != NULL && index < batch->count);
    return (noble_spike){
        .time_ticks = batch->base_time_ticks + delta_ticks_at(batch->records, index),
        .line = noble_get_u16(batch->records + index * NOBLE_SPIKE_RECORD_BYTES + NOBLE_SPIKE_RECORD_LINE_OFFSET),
    };
}
