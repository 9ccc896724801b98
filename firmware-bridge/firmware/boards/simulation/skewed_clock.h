// A clock that runs by some ppb faster than another, without a jump where that changes, and without rounding it away.
#ifndef SKEWED_CLOCK_H
#define SKEWED_CLOCK_H

#include <stdint.h>

typedef struct {
    uint64_t raw;      // ticks of the other clock at which the rest held
    uint64_t time;     // ticks of this one
    uint32_t fraction; // of a tick, in 2^-32
    int32_t rate;      // 2^-32 ticks more for each tick
} skewed_clock;

// Carries the clock on to this moment, so that differences stay small.
static inline void skewed_clock_advance(skewed_clock *clock, uint64_t raw)
{
    const uint64_t passed = raw - clock->raw;
    const int64_t more = (int64_t)passed * clock->rate + clock->fraction;
    clock->time = (uint64_t)((int64_t)(clock->time + passed) + (more >> 32));
    clock->fraction = (uint32_t)more;
    clock->raw = raw;
}

// Another rate from the moment that the clock was last carried on to.
static inline void skewed_clock_set(skewed_clock *clock, int32_t ppb)
{
    // 2^32 / 10^9 is 4.294967296, here in 2^-29.
    clock->rate = (int32_t)((ppb * INT64_C(2305843009)) >> 29);
}

#endif
