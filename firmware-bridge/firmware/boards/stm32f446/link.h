// USART2, which the ST-LINK shows to the host as a serial port: 921,600 baud, 8 bits, no parity, one stop bit.
#ifndef LINK_H
#define LINK_H

void link_start(void);

void link_on_interrupt(void);
void link_on_tick(void); // every millisecond

#endif
