// What a simulated board's outputs did, as records of 16 bytes for whoever watches its pins:
//
//     kind u8 | detail u8 | line u16 | difference i32 | tick u64        little-endian
#ifndef RECORDS_H
#define RECORDS_H

#include <stdbool.h>
#include <stdint.h>

#define RECORD_BYTES 16u
#define RECORDS_CAPACITY 1024u

typedef enum {
    RECORD_EMISSION = 1,  // line; difference: actual less requested tick; tick: the requested one
    RECORD_MADE_SAFE = 2, // detail: NOBLE_CAUSE_*; tick: when
    RECORD_LEVELS = 3,    // line: mask of the lines set; difference: their levels; tick: when
    RECORD_AER = 4,       // detail: level of request; line: the data; tick: when
    RECORD_DAC = 5,       // detail: channel; line: code; tick: when
    RECORD_STARTED = 6,   // detail: why, 0 for power; difference: restarts since then; tick: when
    RECORD_LOST = 7,      // difference: records that found no room; tick: when they were missed at the latest
    RECORD_EMERGENCY = 8, // detail: 1 asserted, 0 released; tick: when the input changed
    RECORD_ARMED = 9,     // tick: when the main loop had armed it
} record_kind;

// From interrupts and the main loop. A record that finds no room is counted and reported by RECORD_LOST.
void records_put(record_kind kind, uint8_t detail, uint16_t line, int32_t difference, uint64_t tick);

// Puts a RECORD_ARMED where the device is armed and was not at the last call. Main loop.
void records_watch(uint8_t state);

// Whole records that wait to be sent.
uint32_t records_waiting(void);

// The next byte to send; false where there is none. Main loop only.
bool records_next_byte(uint8_t *byte);

#endif
