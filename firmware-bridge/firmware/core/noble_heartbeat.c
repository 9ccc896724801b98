#include "noble_heartbeat.h"

#include "noble_bytes.h"

noble_error noble_heartbeat_put(uint64_t sender_time, uint8_t *payload, size_t capacity, size_t *written)
{
    NOBLE_ASSERT(payload != NULL && written != NULL);
    *written = 0;
    NOBLE_VERIFY(capacity >= NOBLE_HEARTBEAT_BYTES, NOBLE_ERROR_BUFFER_TOO_SMALL);
    noble_put_u64(payload + NOBLE_HEARTBEAT_SENDER_TIME_OFFSET, sender_time);
    *written = NOBLE_HEARTBEAT_BYTES;
    return NOBLE_ERROR_NONE;
}

noble_error noble_heartbeat_get(const uint8_t *payload, size_t count, uint64_t *sender_time)
{
    NOBLE_ASSERT((payload != NULL || count == 0) && sender_time != NULL);
    NOBLE_VERIFY(count == NOBLE_HEARTBEAT_BYTES, NOBLE_ERROR_WRONG_PAYLOAD_LENGTH);
    *sender_time = noble_get_u64(payload + NOBLE_HEARTBEAT_SENDER_TIME_OFFSET);
    return NOBLE_ERROR_NONE;
}
