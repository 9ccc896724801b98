// A 32-bit counter of microseconds made 64 bits wide.
#ifndef WIDE_CLOCK_H
#define WIDE_CLOCK_H

#include <stdint.h>

typedef struct {
    uint32_t high;
    uint32_t low; // the counter when it was last read
} wide_clock;

// The counter wraps from 4,294,967,295 to 0 after 71.6 minutes; it must be given at least once in that time. Interrupts are
// off from before the counter was read until this returns: an interrupt that reads in between would see the wrap twice.
static inline uint64_t wide_clock_extend(wide_clock *clock, uint32_t counter)
{
    if (counter < clock->low) {
        clock->high++;
    }
    clock->low = counter;
    return (uint64_t)clock->high << 32 | counter;
}

#endif
