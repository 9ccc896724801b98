// The spike outputs: pulses on lines, or the AER bus. With interrupts off, unless it says otherwise.
#ifndef NOBLE_OUTPUTS_H
#define NOBLE_OUTPUTS_H

#include "noble_device.h"

// Lines at rest, the AER request withdrawn, every DAC at its rest code.
void noble_outputs_rest(noble_device *device, uint64_t now);

// Begins a pulse on each line of `mask`, all at the same moment.
void noble_outputs_begin_pulses(noble_device *device, uint32_t mask, uint64_t now);
// Ends the pulses whose time has come.
void noble_outputs_end_pulses(noble_device *device, uint64_t now);

// Data, then the request.
void noble_outputs_aer_request(noble_device *device, uint16_t address);
void noble_outputs_aer_withdraw(noble_device *device);
// Waits for the acknowledge to come or to go, with interrupts on. False where it did not within the time-out, or the device
// is no longer armed.
bool noble_outputs_aer_wait(noble_device *device, bool acknowledged);

#endif
