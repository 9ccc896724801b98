// Edges of the inputs, and the emergency input.
//
// Inputs 0 and 1 are captured by the timer: their ticks are exact. Those of the others are taken by an interrupt that waits for
// the timer's, and may be late by as long as that lasts.
#ifndef INPUTS_H
#define INPUTS_H

#include <stdint.h>

#define INPUTS_COUNT 8u

void inputs_start(void);

// An edge of input 0 or 1 at this tick.
void inputs_on_capture(uint8_t input, uint64_t tick);

void inputs_on_edge(void);    // interrupt
void inputs_on_emergency(void); // interrupt

#endif
