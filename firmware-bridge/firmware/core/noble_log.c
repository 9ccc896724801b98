#include "noble_log.h"

#include <string.h>

#include "noble_bytes.h"

void noble_log_begin(noble_log *message, uint8_t level, uint64_t device_time)
{
    NOBLE_ASSERT(message != NULL && level >= NOBLE_LOG_INFORMATION && level <= NOBLE_LOG_ERROR);
    message->level = level;
    message->device_time = device_time;
    message->text_bytes = 0;
}

void noble_log_add(noble_log *message, const char *text)
{
    for (size_t i = 0; text[i] != '\0' && message->text_bytes < NOBLE_LOG_TEXT_BYTES_MAX; i++) {
        message->text[message->text_bytes++] = text[i];
    }
}

void noble_log_add_number(noble_log *message, uint32_t value)
{
    char digits[11];
    size_t at = sizeof digits - 1;
    digits[at] = '\0';
    do {
        digits[--at] = (char)('0' + value % 10);
        value /= 10;
    } while (value != 0);
    noble_log_add(message, digits + at);
}

size_t noble_log_put(const noble_log *message, uint8_t payload[NOBLE_LOG_BYTES_MAX])
{
    NOBLE_ASSERT(message != NULL && payload != NULL && message->text_bytes <= NOBLE_LOG_TEXT_BYTES_MAX);
    payload[NOBLE_LOG_LEVEL_OFFSET] = message->level;
    payload[NOBLE_LOG_RESERVED_OFFSET] = 0;
    noble_put_u64(payload + NOBLE_LOG_DEVICE_TIME_OFFSET, message->device_time);
    memcpy(payload + NOBLE_LOG_HEADER_BYTES, message->text, message->text_bytes);
    return NOBLE_LOG_HEADER_BYTES + (size_t)message->text_bytes;
}

noble_error noble_log_get(const uint8_t *payload, size_t count, noble_log *message)
{
    NOBLE_ASSERT((payload != NULL || count == 0) && message != NULL);
    NOBLE_VERIFY(count >= NOBLE_LOG_HEADER_BYTES && count <= NOBLE_LOG_BYTES_MAX, NOBLE_ERROR_WRONG_PAYLOAD_LENGTH);
    const uint8_t level = payload[NOBLE_LOG_LEVEL_OFFSET];
    NOBLE_VERIFY(level >= NOBLE_LOG_INFORMATION && level <= NOBLE_LOG_ERROR, NOBLE_ERROR_VALUE_OUT_OF_RANGE);
    message->level = level;
    message->device_time = noble_get_u64(payload + NOBLE_LOG_DEVICE_TIME_OFFSET);
    message->text_bytes = (uint8_t)(count - NOBLE_LOG_HEADER_BYTES);
    memcpy(message->text, payload + NOBLE_LOG_HEADER_BYTES, message->text_bytes);
    return NOBLE_ERROR_NONE;
}
