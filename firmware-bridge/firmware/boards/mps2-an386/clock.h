// The board's time: microseconds since its start, 64 bits, from the 32-bit FPGA counter.
#ifndef CLOCK_H
#define CLOCK_H

#include <stdint.h>

// Time is 0 from here on, and runs as the counter does.
void clock_start(void);

// Leaps ahead.
void clock_leap(uint64_t ticks);

// Time runs by so many ppb faster than the counter from here on.
void clock_skew(int32_t ppb);

#endif
