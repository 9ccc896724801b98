#include "noble_heartbeat.h"

#include "noble_bytes.h"

void noble_host_heartbeat_put(const noble_host_heartbeat *message, uint8_t payload[NOBLE_HOST_HEARTBEAT_BYTES])
{
    NOBLE_ASSERT(message != NULL && payload != NULL);
    noble_put_u32(payload + NOBLE_HOST_HEARTBEAT_SESSION_OFFSET, message->session);
    noble_put_u64(payload + NOBLE_HOST_HEARTBEAT_HOST_TIME_OFFSET, message->host_time);
}

noble_error noble_host_heartbeat_get(const uint8_t *payload, size_t count, noble_host_heartbeat *message)
{
    NOBLE_ASSERT((payload != NULL || count == 0) && message != NULL);
    NOBLE_VERIFY(count == NOBLE_HOST_HEARTBEAT_BYTES, NOBLE_ERROR_WRONG_PAYLOAD_LENGTH);
    message->session = noble_get_u32(payload + NOBLE_HOST_HEARTBEAT_SESSION_OFFSET);
    message->host_time = noble_get_u64(payload + NOBLE_HOST_HEARTBEAT_HOST_TIME_OFFSET);
    return NOBLE_ERROR_NONE;
}

void noble_device_heartbeat_put(const noble_device_heartbeat *message, uint8_t payload[NOBLE_DEVICE_HEARTBEAT_BYTES])
{
    NOBLE_ASSERT(message != NULL && payload != NULL);
    noble_put_u32(payload + NOBLE_DEVICE_HEARTBEAT_SESSION_OFFSET, message->session);
    noble_put_u32(payload + NOBLE_DEVICE_HEARTBEAT_BOOT_OFFSET, message->boot);
    noble_put_u64(payload + NOBLE_DEVICE_HEARTBEAT_DEVICE_TIME_OFFSET, message->device_time);
    payload[NOBLE_DEVICE_HEARTBEAT_STATE_OFFSET] = message->state;
    payload[NOBLE_DEVICE_HEARTBEAT_CAUSE_OFFSET] = message->cause;
    noble_put_u16(payload + NOBLE_DEVICE_HEARTBEAT_FREE_SPIKES_OFFSET, message->free_spikes);
    noble_put_u16(payload + NOBLE_DEVICE_HEARTBEAT_FREE_STIMULI_OFFSET, message->free_stimuli);
    noble_put_u16(payload + NOBLE_DEVICE_HEARTBEAT_NEXT_COMMAND_OFFSET, message->next_command);
    noble_put_u32(payload + NOBLE_DEVICE_HEARTBEAT_ACCEPTED_OFFSET, message->accepted);
    noble_put_u32(payload + NOBLE_DEVICE_HEARTBEAT_EMITTED_OFFSET, message->emitted);
    noble_put_u32(payload + NOBLE_DEVICE_HEARTBEAT_LATE_ON_ARRIVAL_OFFSET, message->late_on_arrival);
    noble_put_u32(payload + NOBLE_DEVICE_HEARTBEAT_LATE_AT_EMISSION_OFFSET, message->late_at_emission);
    noble_put_u32(payload + NOBLE_DEVICE_HEARTBEAT_REFUSED_OFFSET, message->refused);
    noble_put_u32(payload + NOBLE_DEVICE_HEARTBEAT_WITHDRAWN_OFFSET, message->withdrawn);
}

noble_error noble_device_heartbeat_get(const uint8_t *payload, size_t count, noble_device_heartbeat *message)
{
    NOBLE_ASSERT((payload != NULL || count == 0) && message != NULL);
    NOBLE_VERIFY(count == NOBLE_DEVICE_HEARTBEAT_BYTES, NOBLE_ERROR_WRONG_PAYLOAD_LENGTH);
    message->session = noble_get_u32(payload + NOBLE_DEVICE_HEARTBEAT_SESSION_OFFSET);
    message->boot = noble_get_u32(payload + NOBLE_DEVICE_HEARTBEAT_BOOT_OFFSET);
    message->device_time = noble_get_u64(payload + NOBLE_DEVICE_HEARTBEAT_DEVICE_TIME_OFFSET);
    message->state = payload[NOBLE_DEVICE_HEARTBEAT_STATE_OFFSET];
    message->cause = payload[NOBLE_DEVICE_HEARTBEAT_CAUSE_OFFSET];
    message->free_spikes = noble_get_u16(payload + NOBLE_DEVICE_HEARTBEAT_FREE_SPIKES_OFFSET);
    message->free_stimuli = noble_get_u16(payload + NOBLE_DEVICE_HEARTBEAT_FREE_STIMULI_OFFSET);
    message->next_command = noble_get_u16(payload + NOBLE_DEVICE_HEARTBEAT_NEXT_COMMAND_OFFSET);
    message->accepted = noble_get_u32(payload + NOBLE_DEVICE_HEARTBEAT_ACCEPTED_OFFSET);
    message->emitted = noble_get_u32(payload + NOBLE_DEVICE_HEARTBEAT_EMITTED_OFFSET);
    message->late_on_arrival = noble_get_u32(payload + NOBLE_DEVICE_HEARTBEAT_LATE_ON_ARRIVAL_OFFSET);
    message->late_at_emission = noble_get_u32(payload + NOBLE_DEVICE_HEARTBEAT_LATE_AT_EMISSION_OFFSET);
    message->refused = noble_get_u32(payload + NOBLE_DEVICE_HEARTBEAT_REFUSED_OFFSET);
    message->withdrawn = noble_get_u32(payload + NOBLE_DEVICE_HEARTBEAT_WITHDRAWN_OFFSET);
    return NOBLE_ERROR_NONE;
}
