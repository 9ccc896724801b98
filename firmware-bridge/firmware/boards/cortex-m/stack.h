// The one stack, of main and of the interrupts. It lies at the bottom of RAM, so that one that grows too far leaves the
// memory, which is a fault, instead of running into variables; a guard word at its end is looked at besides.
#ifndef STACK_H
#define STACK_H

// At the start only: fills what is below the caller's frame.
void stack_paint(void);

// Restarts the board where the guard is overwritten. Main loop.
void stack_check(void);

#endif
