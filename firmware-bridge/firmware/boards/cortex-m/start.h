// From reset to main, and back to reset when something is wrong.
#ifndef START_H
#define START_H

#include <stdint.h>

// Why the processor was started. Kept over a restart.
typedef enum {
    RESTART_NONE = 0,      // power, or the reset pin
    RESTART_ASSERTION = 1, // noble_assert_failed
    RESTART_FAULT = 2,     // the processor's own: a bad address, an undefined instruction
    RESTART_STACK = 3,     // the guard below the stack was overwritten
    RESTART_WANTED = 4,    // the board itself, for a reason of its own
} restart_reason;

// The first entries of a vector table.
extern uint32_t stack_top[];
void start_reset(void);
void start_fault(void);

// Supplied by the board; called before main.
int main(void);
// Supplied by the board: outputs to what they are in the safe state, whatever else is broken. Interrupts are off.
void board_outputs_safe(void);

// Makes the outputs safe and resets the processor.
_Noreturn void start_restart(restart_reason reason);

// What start_restart was given before this start, and how many times it was called since power came.
restart_reason start_last_restart(void);
uint32_t start_restarts(void);

#endif
