// What the core asks of the hardware. A board supplies every function; nothing else in the core touches a register.
//
// Unless it says otherwise a function may be called from the main loop and from interrupts, and takes a bounded, short time.
#ifndef NOBLE_BOARD_H
#define NOBLE_BOARD_H

#include <stdbool.h>
#include <stdint.h>

// What a board has; constant from the start.
typedef struct {
    const char *name;          // up to NOBLE_WELCOME_BOARD_BYTES characters
    uint32_t ticks_per_second; // of noble_board_now()
    uint32_t lead_ticks;       // the interrupt comes so much before a spike's time; the rest is waited for
    uint32_t capabilities;     // NOBLE_CAPABILITY_*
    uint16_t lines;            // pulse outputs, at most 32
    uint8_t inputs;            // edge inputs, at most 32
    uint8_t dac_channels;      // at most NOBLE_REGISTER_DAC_CHANNELS_MAX
    uint8_t dac_bits;
    uint8_t adc_channels;
    uint8_t adc_bits;
} noble_board_facts;

extern const noble_board_facts noble_board;

// The timer: ticks since the start, 64 bits wide, never back.
uint64_t noble_board_now(void);

// Asks for noble_device_on_timer() at this tick, or at once if it has passed; replaces what was asked for before.
void noble_board_wake_at(uint64_t tick);
void noble_board_wake_never(void);

// Keeps all interrupts off, and back as they were. May be nested.
uint32_t noble_board_lock(void);
void noble_board_unlock(uint32_t before);

// Sets the pulse outputs of `mask` to their bits of `levels` (electrical, 1 is high), all at the same moment.
void noble_board_write_lines(uint32_t mask, uint32_t levels);

// The AER bus, electrical levels.
void noble_board_aer_data(uint16_t levels);
void noble_board_aer_request(bool high);
bool noble_board_aer_acknowledge(void);

// Converters; called with interrupts off or from the timer's interrupt only.
void noble_board_dac_write(uint8_t channel, uint16_t code);
uint16_t noble_board_adc_read(uint8_t channel);

// Whether the emergency input says stop: a broken wire must say so too.
bool noble_board_emergency(void);

// There is something for noble_device_next_byte(): the board starts to transmit if it does not already.
void noble_board_transmit(void);

// A number that differs from one start to the next, as far as the board can tell.
uint32_t noble_board_boot(void);

// Bytes of stack there are, and the most that were used so far. Main loop only.
uint32_t noble_board_stack_bytes(void);
uint32_t noble_board_stack_used_bytes(void);

// A spike has left (or would have): for boards that keep a record of it. From the timer's interrupt.
void noble_board_emitted(uint16_t line, uint64_t requested_ticks, uint64_t actual_ticks);
// The outputs have been made safe, for NOBLE_CAUSE_*.
void noble_board_made_safe(uint8_t cause, uint64_t tick);

#endif
