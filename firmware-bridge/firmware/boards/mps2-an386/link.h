// The two serial lines: UART0 to the host, UART1 to whoever watches and drives the pins.
#ifndef LINK_H
#define LINK_H

#include <stdbool.h>

void link_start(void);

// Sends what there is and the lines take; returns whether there may be more at once. Main loop.
bool link_send(void);

void link_on_host_byte(void); // interrupt
void link_on_pins_byte(void); // interrupt

#endif
