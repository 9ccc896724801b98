#include "noble_command.h"

#include "noble_bytes.h"

noble_error noble_command_number_get(const uint8_t *payload, size_t count, uint16_t *number)
{
    NOBLE_ASSERT((payload != NULL || count == 0) && number != NULL);
    NOBLE_VERIFY(count >= NOBLE_COMMAND_NUMBER_BYTES, NOBLE_ERROR_WRONG_PAYLOAD_LENGTH);
    *number = noble_get_u16(payload + NOBLE_COMMAND_NUMBER_OFFSET);
    return NOBLE_ERROR_NONE;
}

void noble_arm_put(uint16_t number, uint8_t payload[NOBLE_ARM_BYTES])
{
    NOBLE_ASSERT(payload != NULL);
    noble_put_u16(payload + NOBLE_COMMAND_NUMBER_OFFSET, number);
}

noble_error noble_arm_get(const uint8_t *payload, size_t count, uint16_t *number)
{
    NOBLE_VERIFY(count == NOBLE_ARM_BYTES, NOBLE_ERROR_WRONG_PAYLOAD_LENGTH);
    return noble_command_number_get(payload, count, number);
}

void noble_cancel_put(const noble_cancel *message, uint8_t payload[NOBLE_CANCEL_BYTES])
{
    NOBLE_ASSERT(message != NULL && payload != NULL);
    noble_put_u16(payload + NOBLE_COMMAND_NUMBER_OFFSET, message->number);
    noble_put_u16(payload + NOBLE_CANCEL_LINE_OFFSET, message->line);
    noble_put_u64(payload + NOBLE_CANCEL_FROM_TICKS_OFFSET, message->from_ticks);
    noble_put_u64(payload + NOBLE_CANCEL_TO_TICKS_OFFSET, message->to_ticks);
}

noble_error noble_cancel_get(const uint8_t *payload, size_t count, noble_cancel *message)
{
    NOBLE_ASSERT((payload != NULL || count == 0) && message != NULL);
    NOBLE_VERIFY(count == NOBLE_CANCEL_BYTES, NOBLE_ERROR_WRONG_PAYLOAD_LENGTH);
    const uint64_t from_ticks = noble_get_u64(payload + NOBLE_CANCEL_FROM_TICKS_OFFSET);
    const uint64_t to_ticks = noble_get_u64(payload + NOBLE_CANCEL_TO_TICKS_OFFSET);
    NOBLE_VERIFY(from_ticks <= to_ticks, NOBLE_ERROR_TIME_OUT_OF_RANGE);
    message->number = noble_get_u16(payload + NOBLE_COMMAND_NUMBER_OFFSET);
    message->line = noble_get_u16(payload + NOBLE_CANCEL_LINE_OFFSET);
    message->from_ticks = from_ticks;
    message->to_ticks = to_ticks;
    return NOBLE_ERROR_NONE;
}

void noble_acknowledge_put(const noble_acknowledge *message, uint8_t payload[NOBLE_ACKNOWLEDGE_BYTES])
{
    NOBLE_ASSERT(message != NULL && payload != NULL);
    noble_put_u32(payload + NOBLE_ACKNOWLEDGE_SESSION_OFFSET, message->session);
    noble_put_u16(payload + NOBLE_ACKNOWLEDGE_COMMAND_OFFSET, message->command);
    noble_put_u16(payload + NOBLE_ACKNOWLEDGE_NEXT_COMMAND_OFFSET, message->next_command);
    payload[NOBLE_ACKNOWLEDGE_RESULT_OFFSET] = message->result;
    payload[NOBLE_ACKNOWLEDGE_ERROR_OFFSET] = message->error;
    payload[NOBLE_ACKNOWLEDGE_STATE_OFFSET] = message->state;
    payload[NOBLE_ACKNOWLEDGE_CAUSE_OFFSET] = message->cause;
    noble_put_u16(payload + NOBLE_ACKNOWLEDGE_FREE_SPIKES_OFFSET, message->free_spikes);
    noble_put_u16(payload + NOBLE_ACKNOWLEDGE_FREE_STIMULI_OFFSET, message->free_stimuli);
}

noble_error noble_acknowledge_get(const uint8_t *payload, size_t count, noble_acknowledge *message)
{
    NOBLE_ASSERT((payload != NULL || count == 0) && message != NULL);
    NOBLE_VERIFY(count == NOBLE_ACKNOWLEDGE_BYTES, NOBLE_ERROR_WRONG_PAYLOAD_LENGTH);
    message->session = noble_get_u32(payload + NOBLE_ACKNOWLEDGE_SESSION_OFFSET);
    message->command = noble_get_u16(payload + NOBLE_ACKNOWLEDGE_COMMAND_OFFSET);
    message->next_command = noble_get_u16(payload + NOBLE_ACKNOWLEDGE_NEXT_COMMAND_OFFSET);
    message->result = payload[NOBLE_ACKNOWLEDGE_RESULT_OFFSET];
    message->error = payload[NOBLE_ACKNOWLEDGE_ERROR_OFFSET];
    message->state = payload[NOBLE_ACKNOWLEDGE_STATE_OFFSET];
    message->cause = payload[NOBLE_ACKNOWLEDGE_CAUSE_OFFSET];
    message->free_spikes = noble_get_u16(payload + NOBLE_ACKNOWLEDGE_FREE_SPIKES_OFFSET);
    message->free_stimuli = noble_get_u16(payload + NOBLE_ACKNOWLEDGE_FREE_STIMULI_OFFSET);
    return NOBLE_ERROR_NONE;
}

noble_error noble_no_payload(size_t count)
{
    NOBLE_VERIFY(count == 0, NOBLE_ERROR_WRONG_PAYLOAD_LENGTH);
    return NOBLE_ERROR_NONE;
}
