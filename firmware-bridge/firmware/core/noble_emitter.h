// What leaves at its moment: spikes, the ends of pulses, stimuli, the steps of a ramp, samples of the ADC; and the moment
// at which the heartbeat is missing. noble_device_on_timer() is here.
#ifndef NOBLE_EMITTER_H
#define NOBLE_EMITTER_H

#include "noble_device.h"

// Asks the timer for the next of them. With interrupts off.
void noble_emitter_plan(noble_device *device);
// The same where only this moment is new.
void noble_emitter_plan_at(noble_device *device, uint64_t tick);

// Takes as much as it can of what leaves next out of its queue, so that the interrupt need not. From the main loop.
void noble_emitter_prepare(noble_device *device);

#endif
