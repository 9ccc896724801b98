// How a group of spikes leaves. From the timer's interrupt.
#ifndef NOBLE_SPIKE_EMITTER_H
#define NOBLE_SPIKE_EMITTER_H

#include "noble_device.h"

// Takes the next group out of the queue and, if its moment is near, decides which of its spikes may leave, so that when
// the moment comes nothing but the write is left to do.
void noble_spike_emitter_ready(noble_device *device);

// Emits the group, if its moment has come.
void noble_spike_emitter_emit(noble_device *device);

#endif
