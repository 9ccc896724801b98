// 180 MHz for the processor, 45 MHz for APB1 (its timers 90 MHz), 90 MHz for APB2.
#ifndef CLOCK_TREE_H
#define CLOCK_TREE_H

#include <stdbool.h>

#define CLOCK_APB1_HERTZ 45000000u
#define CLOCK_TIMERS_HERTZ 90000000u

// Whether the ST-LINK's 8 MHz arrived. Without them the part's own oscillator (1 % off at worst, at 25 degrees) gives the same
// frequencies. Where even the PLL does not start the board does not either: it restarts, its pins never driven.
bool clock_tree_start(void);

#endif
