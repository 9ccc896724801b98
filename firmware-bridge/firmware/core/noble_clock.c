#include "noble_clock.h"

#include "noble_bytes.h"

void noble_clock_probe_put(const noble_clock_probe *message, uint8_t payload[NOBLE_CLOCK_PROBE_BYTES])
{
    NOBLE_ASSERT(message != NULL && payload != NULL);
    noble_put_u32(payload + NOBLE_CLOCK_PROBE_NUMBER_OFFSET, message->number);
    noble_put_u64(payload + NOBLE_CLOCK_PROBE_HOST_TIME_OFFSET, message->host_time);
    noble_put_u64(payload + NOBLE_CLOCK_PROBE_RESERVED_OFFSET, 0);
}

noble_error noble_clock_probe_get(const uint8_t *payload, size_t count, noble_clock_probe *message)
{
    NOBLE_ASSERT((payload != NULL || count == 0) && message != NULL);
    NOBLE_VERIFY(count == NOBLE_CLOCK_PROBE_BYTES, NOBLE_ERROR_WRONG_PAYLOAD_LENGTH);
    message->number = noble_get_u32(payload + NOBLE_CLOCK_PROBE_NUMBER_OFFSET);
    message->host_time = noble_get_u64(payload + NOBLE_CLOCK_PROBE_HOST_TIME_OFFSET);
    return NOBLE_ERROR_NONE;
}

void noble_clock_reply_put(const noble_clock_reply *message, uint8_t payload[NOBLE_CLOCK_REPLY_BYTES])
{
    NOBLE_ASSERT(message != NULL && payload != NULL);
    noble_put_u32(payload + NOBLE_CLOCK_REPLY_NUMBER_OFFSET, message->number);
    noble_put_u64(payload + NOBLE_CLOCK_REPLY_RECEIVED_TICKS_OFFSET, message->received_ticks);
    noble_put_u64(payload + NOBLE_CLOCK_REPLY_SENT_TICKS_OFFSET, message->sent_ticks);
}

noble_error noble_clock_reply_get(const uint8_t *payload, size_t count, noble_clock_reply *message)
{
    NOBLE_ASSERT((payload != NULL || count == 0) && message != NULL);
    NOBLE_VERIFY(count == NOBLE_CLOCK_REPLY_BYTES, NOBLE_ERROR_WRONG_PAYLOAD_LENGTH);
    message->number = noble_get_u32(payload + NOBLE_CLOCK_REPLY_NUMBER_OFFSET);
    message->received_ticks = noble_get_u64(payload + NOBLE_CLOCK_REPLY_RECEIVED_TICKS_OFFSET);
    message->sent_ticks = noble_get_u64(payload + NOBLE_CLOCK_REPLY_SENT_TICKS_OFFSET);
    return NOBLE_ERROR_NONE;
}
