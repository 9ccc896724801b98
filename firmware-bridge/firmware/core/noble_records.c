#include "noble_records.h"

#include "noble_bytes.h"

noble_error noble_records_get(
    const noble_records_layout *layout, const uint8_t *payload, size_t count, noble_records *records)
{
    NOBLE_ASSERT(layout != NULL && (payload != NULL || count == 0) && records != NULL);
    NOBLE_VERIFY(count >= layout->header_bytes, NOBLE_ERROR_WRONG_PAYLOAD_LENGTH);
    const uint16_t listed = noble_get_u16(payload + layout->count_offset);
    NOBLE_VERIFY(listed >= 1 && listed <= layout->records_max, NOBLE_ERROR_COUNT_OUT_OF_RANGE);
    NOBLE_VERIFY(
        count == layout->header_bytes + (size_t)listed * layout->record_bytes, NOBLE_ERROR_WRONG_PAYLOAD_LENGTH);

    const uint8_t *bytes = payload + layout->header_bytes;
    uint32_t last = noble_get_u32(bytes);
    for (size_t i = 1; i < listed; i++) {
        const uint32_t delta = noble_get_u32(bytes + i * layout->record_bytes);
        NOBLE_VERIFY(delta >= last, NOBLE_ERROR_TIMES_OUT_OF_ORDER);
        last = delta;
    }
    const uint64_t base_time_ticks = noble_get_u64(payload + layout->base_time_offset);
    NOBLE_VERIFY(base_time_ticks <= UINT64_MAX - last, NOBLE_ERROR_TIME_OUT_OF_RANGE);

    records->base_time_ticks = base_time_ticks;
    records->count = listed;
    records->bytes = bytes;
    return NOBLE_ERROR_NONE;
}

noble_error noble_records_room(const noble_records_layout *layout, size_t count, size_t capacity, size_t *length)
{
    NOBLE_ASSERT(layout != NULL && length != NULL);
    NOBLE_VERIFY(count >= 1 && count <= layout->records_max, NOBLE_ERROR_COUNT_OUT_OF_RANGE);
    *length = layout->header_bytes + count * layout->record_bytes;
    NOBLE_VERIFY(capacity >= *length, NOBLE_ERROR_BUFFER_TOO_SMALL);
    return NOBLE_ERROR_NONE;
}

noble_error noble_records_check(uint64_t base_time_ticks, uint64_t previous_ticks, uint64_t time_ticks)
{
    NOBLE_VERIFY(time_ticks >= base_time_ticks, NOBLE_ERROR_TIME_OUT_OF_RANGE);
    NOBLE_VERIFY(time_ticks - base_time_ticks <= UINT32_MAX, NOBLE_ERROR_TIME_OUT_OF_RANGE);
    NOBLE_VERIFY(time_ticks >= previous_ticks, NOBLE_ERROR_TIMES_OUT_OF_ORDER);
    return NOBLE_ERROR_NONE;
}
