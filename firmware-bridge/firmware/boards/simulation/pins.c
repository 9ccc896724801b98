#include "pins.h"

#include "noble_bytes.h"
#include "partner.h"

static bool is_input(uint8_t byte, uint8_t first)
{
    return byte >= first && byte < first + PINS_INPUTS;
}

static void take_skew(pins_reader *reader, uint8_t byte)
{
    reader->skew_bytes[sizeof reader->skew_bytes - reader->skew_bytes_wanted] = byte;
    if (--reader->skew_bytes_wanted == 0) {
        const int32_t ppb = (int32_t)noble_get_u32(reader->skew_bytes);
        if (ppb >= -PINS_SKEW_PPB_MAX && ppb <= PINS_SKEW_PPB_MAX) {
            pins_skewed(ppb);
        }
    }
}

void pins_take(pins_reader *reader, uint8_t byte)
{
    if (reader->skew_bytes_wanted > 0) {
        take_skew(reader, byte);
    } else if (byte >= 1 && byte <= PINS_GRANT_MAX) {
        pins_granted(byte * PINS_GRANT_TICKS);
    } else if (is_input(byte, PINS_INPUT_LOW)) {
        pins_input(byte - PINS_INPUT_LOW, false);
    } else if (is_input(byte, PINS_INPUT_HIGH)) {
        pins_input(byte - PINS_INPUT_HIGH, true);
    } else if (byte == PINS_EMERGENCY_RELEASED || byte == PINS_EMERGENCY_ASSERTED) {
        pins_emergency(byte == PINS_EMERGENCY_ASSERTED);
    } else if (byte == PINS_PARTNER_FOLLOWS) {
        partner_set(PARTNER_FOLLOWS);
    } else if (byte == PINS_PARTNER_INVERTS) {
        partner_set(PARTNER_INVERTS);
    } else if (byte == PINS_PARTNER_DEAD) {
        partner_set(PARTNER_DEAD);
    } else if (byte == PINS_SKEW) {
        reader->skew_bytes_wanted = sizeof reader->skew_bytes;
    } else if (byte == PINS_RESTART) {
        pins_restart();
    }
}
