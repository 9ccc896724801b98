// This machine's clock as a board's: a real board's timer is exact, this machine's is not. So the board's time waits for its
// timer: it does not pass the moment that the timer was set for until the timer's interrupt has been taken, and within the
// interrupt it goes on tick by tick. It catches up as soon as it may.
#ifndef HELD_CLOCK_H
#define HELD_CLOCK_H

#include <stdbool.h>
#include <stdint.h>

// Time is 0 from here on. With hold false the board's time waits for nothing, and what this machine is late by shows.
void held_clock_start(bool hold);

void held_clock_skew(int32_t ppb);

// Whether the moment that the timer was set for has come; where it has, the timer is taken to be at its interrupt until
// held_clock_leave_timer.
bool held_clock_enter_timer(void);
void held_clock_leave_timer(void);

// Nanoseconds until the timer's moment; at most `longest`.
int64_t held_clock_wait(int64_t longest);

#endif
