// The timer that wakes the board, and its sleep.
//
// In QEMU's counted time (-icount with sleep=off) time runs with the instructions and stands still while the processor sleeps
// with no timer armed. A pacemaker outside grants time bit by bit: instead of sleeping until its timer or the end of the
// grant the board leaps there, and sleeps only when the grant is used up, its timer off. While it works time runs, whatever is
// granted.
#ifndef WAKE_H
#define WAKE_H

#include <stdbool.h>
#include <stdint.h>

void wake_start(void);

// Grants so much more time. The first grant begins paced mode, in which time starts from 0.
void wake_grant(uint32_t ticks);
// Whether paced mode began since the last call: the board starts anew then.
bool wake_pacing_began(void);

bool wake_is_paced(void);

// The main loop has bytes to work on, which may last. From interrupts.
void wake_expect_long_turn(void);

// Sleeps until an interrupt, at most a millisecond. With interrupts off.
void wake_sleep(void);

void wake_on_timer(void); // interrupt

#endif
