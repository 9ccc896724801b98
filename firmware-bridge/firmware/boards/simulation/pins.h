// What a test does to a simulated board's pins, as bytes on a link of its own.
#ifndef PINS_H
#define PINS_H

#include <stdbool.h>
#include <stdint.h>

#define PINS_GRANT_MAX 0xC8        // 0x01 to this: so many times PINS_GRANT_TICKS of time
#define PINS_GRANT_TICKS 50u       // µs
#define PINS_INPUT_LOW 0xD0        // + input, 0 to 7
#define PINS_INPUT_HIGH 0xE0       // + input
#define PINS_INPUTS 8u
#define PINS_EMERGENCY_RELEASED 0xF0
#define PINS_EMERGENCY_ASSERTED 0xF1
#define PINS_PARTNER_FOLLOWS 0xF2  // the AER partner's acknowledge has the level of the request
#define PINS_PARTNER_INVERTS 0xF3  // ... the opposite level
#define PINS_PARTNER_DEAD 0xF4     // ... does not move any more
#define PINS_SKEW 0xF8             // then an i32: device time runs by so many ppb faster
#define PINS_SKEW_PPB_MAX 1000000  // either way
#define PINS_RESTART 0xFA          // as by a fault: outputs safe, then the start

typedef struct {
    uint8_t skew_bytes_wanted;
    uint8_t skew_bytes[4];
} pins_reader;

// Takes a byte and does what it says through the functions below; others than those above are ignored.
void pins_take(pins_reader *reader, uint8_t byte);

// Supplied by the board.
void pins_granted(uint32_t ticks);
void pins_input(uint8_t input, bool high);
void pins_emergency(bool asserted);
void pins_skewed(int32_t ppb);
void pins_restart(void);

#endif
