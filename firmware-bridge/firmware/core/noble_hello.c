#include "noble_hello.h"

#include <string.h>

#include "noble_bytes.h"

void noble_hello_put(uint32_t session, uint8_t payload[NOBLE_HELLO_BYTES])
{
    NOBLE_ASSERT(session != 0 && payload != NULL);
    noble_put_u32(payload + NOBLE_HELLO_SESSION_OFFSET, session);
}

noble_error noble_hello_get(const uint8_t *payload, size_t count, uint32_t *session)
{
    NOBLE_ASSERT((payload != NULL || count == 0) && session != NULL);
    NOBLE_VERIFY(count == NOBLE_HELLO_BYTES, NOBLE_ERROR_WRONG_PAYLOAD_LENGTH);
    const uint32_t drawn = noble_get_u32(payload + NOBLE_HELLO_SESSION_OFFSET);
    NOBLE_VERIFY(drawn != 0, NOBLE_ERROR_VALUE_OUT_OF_RANGE);
    *session = drawn;
    return NOBLE_ERROR_NONE;
}

void noble_welcome_put(const noble_welcome *message, uint8_t payload[NOBLE_WELCOME_BYTES])
{
    NOBLE_ASSERT(message != NULL && payload != NULL);
    noble_put_u32(payload + NOBLE_WELCOME_SESSION_OFFSET, message->session);
    noble_put_u32(payload + NOBLE_WELCOME_BOOT_OFFSET, message->boot);
    noble_put_u32(payload + NOBLE_WELCOME_TICKS_PER_SECOND_OFFSET, message->ticks_per_second);
    noble_put_u32(payload + NOBLE_WELCOME_FIRMWARE_VERSION_OFFSET, message->firmware_version);
    noble_put_u32(payload + NOBLE_WELCOME_CAPABILITIES_OFFSET, message->capabilities);
    noble_put_u16(payload + NOBLE_WELCOME_SPIKE_CAPACITY_OFFSET, message->spike_capacity);
    noble_put_u16(payload + NOBLE_WELCOME_STIMULUS_CAPACITY_OFFSET, message->stimulus_capacity);
    noble_put_u16(payload + NOBLE_WELCOME_RECEIVE_BYTES_OFFSET, message->receive_bytes);
    noble_put_u16(payload + NOBLE_WELCOME_LINES_OFFSET, message->lines);
    payload[NOBLE_WELCOME_INPUTS_OFFSET] = message->inputs;
    payload[NOBLE_WELCOME_DAC_CHANNELS_OFFSET] = message->dac_channels;
    payload[NOBLE_WELCOME_ADC_CHANNELS_OFFSET] = message->adc_channels;
    payload[NOBLE_WELCOME_DAC_BITS_OFFSET] = message->dac_bits;
    payload[NOBLE_WELCOME_ADC_BITS_OFFSET] = message->adc_bits;
    payload[NOBLE_WELCOME_STATE_OFFSET] = message->state;
    payload[NOBLE_WELCOME_LAST_CAUSE_OFFSET] = message->last_cause;
    payload[NOBLE_WELCOME_RESERVED_OFFSET] = 0;
    memcpy(payload + NOBLE_WELCOME_BOARD_OFFSET, message->board, NOBLE_WELCOME_BOARD_BYTES);
}

noble_error noble_welcome_get(const uint8_t *payload, size_t count, noble_welcome *message)
{
    NOBLE_ASSERT((payload != NULL || count == 0) && message != NULL);
    NOBLE_VERIFY(count == NOBLE_WELCOME_BYTES, NOBLE_ERROR_WRONG_PAYLOAD_LENGTH);
    message->session = noble_get_u32(payload + NOBLE_WELCOME_SESSION_OFFSET);
    message->boot = noble_get_u32(payload + NOBLE_WELCOME_BOOT_OFFSET);
    message->ticks_per_second = noble_get_u32(payload + NOBLE_WELCOME_TICKS_PER_SECOND_OFFSET);
    message->firmware_version = noble_get_u32(payload + NOBLE_WELCOME_FIRMWARE_VERSION_OFFSET);
    message->capabilities = noble_get_u32(payload + NOBLE_WELCOME_CAPABILITIES_OFFSET);
    message->spike_capacity = noble_get_u16(payload + NOBLE_WELCOME_SPIKE_CAPACITY_OFFSET);
    message->stimulus_capacity = noble_get_u16(payload + NOBLE_WELCOME_STIMULUS_CAPACITY_OFFSET);
    message->receive_bytes = noble_get_u16(payload + NOBLE_WELCOME_RECEIVE_BYTES_OFFSET);
    message->lines = noble_get_u16(payload + NOBLE_WELCOME_LINES_OFFSET);
    message->inputs = payload[NOBLE_WELCOME_INPUTS_OFFSET];
    message->dac_channels = payload[NOBLE_WELCOME_DAC_CHANNELS_OFFSET];
    message->adc_channels = payload[NOBLE_WELCOME_ADC_CHANNELS_OFFSET];
    message->dac_bits = payload[NOBLE_WELCOME_DAC_BITS_OFFSET];
    message->adc_bits = payload[NOBLE_WELCOME_ADC_BITS_OFFSET];
    message->state = payload[NOBLE_WELCOME_STATE_OFFSET];
    message->last_cause = payload[NOBLE_WELCOME_LAST_CAUSE_OFFSET];
    memcpy(message->board, payload + NOBLE_WELCOME_BOARD_OFFSET, NOBLE_WELCOME_BOARD_BYTES);
    return NOBLE_ERROR_NONE;
}
