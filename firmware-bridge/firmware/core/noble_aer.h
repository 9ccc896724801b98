// The four-phase handshake of a parallel address-event bus: data, request, acknowledge, request withdrawn, acknowledge
// withdrawn. Both waits are in the timer's interrupt, and look at the emergency input.
//
// A board holds the request back for as long as its partner wants the data to be stable before it, if at all.
#ifndef NOBLE_AER_H
#define NOBLE_AER_H

#include <stdint.h>

typedef struct noble_device noble_device;

// Under noble_board_lock.
void noble_aer_rest(noble_device *device);
void noble_aer_request(noble_device *device, uint16_t address);

// Without the lock, after a request: the rest of the handshake.
void noble_aer_finish(noble_device *device);

#endif
