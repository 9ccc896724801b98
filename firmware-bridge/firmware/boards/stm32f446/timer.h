// TIM2: the board's time, its wake, and the capture of inputs 0 and 1.
#ifndef TIMER_H
#define TIMER_H

void timer_start(void);

void timer_on_interrupt(void);

#endif
