#include "noble_register_message.h"

#include "noble_bytes.h"

void noble_read_register_put(uint16_t id, uint8_t payload[NOBLE_READ_REGISTER_BYTES])
{
    NOBLE_ASSERT(payload != NULL);
    noble_put_u16(payload + NOBLE_READ_REGISTER_REGISTER_OFFSET, id);
}

noble_error noble_read_register_get(const uint8_t *payload, size_t count, uint16_t *id)
{
    NOBLE_ASSERT((payload != NULL || count == 0) && id != NULL);
    NOBLE_VERIFY(count == NOBLE_READ_REGISTER_BYTES, NOBLE_ERROR_WRONG_PAYLOAD_LENGTH);
    *id = noble_get_u16(payload + NOBLE_READ_REGISTER_REGISTER_OFFSET);
    return NOBLE_ERROR_NONE;
}

void noble_register_value_put(const noble_register_value *message, uint8_t payload[NOBLE_REGISTER_BYTES])
{
    NOBLE_ASSERT(message != NULL && payload != NULL);
    noble_put_u16(payload + NOBLE_REGISTER_REGISTER_OFFSET, message->id);
    payload[NOBLE_REGISTER_TYPE_OFFSET] = message->type;
    payload[NOBLE_REGISTER_RESULT_OFFSET] = message->result;
    noble_put_u64(payload + NOBLE_REGISTER_VALUE_OFFSET, message->value);
}

noble_error noble_register_value_get(const uint8_t *payload, size_t count, noble_register_value *message)
{
    NOBLE_ASSERT((payload != NULL || count == 0) && message != NULL);
    NOBLE_VERIFY(count == NOBLE_REGISTER_BYTES, NOBLE_ERROR_WRONG_PAYLOAD_LENGTH);
    message->id = noble_get_u16(payload + NOBLE_REGISTER_REGISTER_OFFSET);
    message->type = payload[NOBLE_REGISTER_TYPE_OFFSET];
    message->result = payload[NOBLE_REGISTER_RESULT_OFFSET];
    message->value = noble_get_u64(payload + NOBLE_REGISTER_VALUE_OFFSET);
    return NOBLE_ERROR_NONE;
}

void noble_write_register_put(const noble_write_register *message, uint8_t payload[NOBLE_WRITE_REGISTER_BYTES])
{
    NOBLE_ASSERT(message != NULL && payload != NULL);
    noble_put_u16(payload + NOBLE_COMMAND_NUMBER_OFFSET, message->number);
    noble_put_u16(payload + NOBLE_WRITE_REGISTER_REGISTER_OFFSET, message->id);
    payload[NOBLE_WRITE_REGISTER_TYPE_OFFSET] = message->type;
    payload[NOBLE_WRITE_REGISTER_RESERVED_OFFSET] = 0;
    noble_put_u64(payload + NOBLE_WRITE_REGISTER_VALUE_OFFSET, message->value);
}

noble_error noble_write_register_get(const uint8_t *payload, size_t count, noble_write_register *message)
{
    NOBLE_ASSERT((payload != NULL || count == 0) && message != NULL);
    NOBLE_VERIFY(count == NOBLE_WRITE_REGISTER_BYTES, NOBLE_ERROR_WRONG_PAYLOAD_LENGTH);
    message->number = noble_get_u16(payload + NOBLE_COMMAND_NUMBER_OFFSET);
    message->id = noble_get_u16(payload + NOBLE_WRITE_REGISTER_REGISTER_OFFSET);
    message->type = payload[NOBLE_WRITE_REGISTER_TYPE_OFFSET];
    message->value = noble_get_u64(payload + NOBLE_WRITE_REGISTER_VALUE_OFFSET);
    return NOBLE_ERROR_NONE;
}
