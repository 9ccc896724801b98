// The two lines once more, over the Ethernet controller: see frames.h. From the first frame that it gets the board sends this
// way and no longer by wire.
#ifndef ETHERNET_H
#define ETHERNET_H

#include <stdbool.h>

void ethernet_start(void);

bool ethernet_is_used(void);

// Sends what there is of both channels; returns whether there may be more at once. Main loop.
bool ethernet_send(void);

void ethernet_on_interrupt(void); // interrupt

#endif
