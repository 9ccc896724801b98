// Safe and armed. The safe state is entered from the main loop, the timer's interrupt and the emergency input's.
#ifndef NOBLE_SAFETY_H
#define NOBLE_SAFETY_H

#include "noble_device.h"

// Makes the outputs safe, and empties the queues. `cause` is NOBLE_CAUSE_*.
void noble_safety_enter(noble_device *device, uint8_t cause);

// Enters the safe state if the emergency input says stop and has not led to it yet.
void noble_safety_poll_emergency(noble_device *device);

// Enters the safe state if the session's heartbeat has been missing for too long.
void noble_safety_poll_heartbeat(noble_device *device);
// When that would be; UINT64_MAX while the device is safe. With interrupts off.
uint64_t noble_safety_deadline(const noble_device *device);

// A heartbeat of the session has arrived.
void noble_safety_heartbeat(noble_device *device, uint64_t arrival_ticks);

// Returns NOBLE_RESULT_*.
uint8_t noble_safety_arm(noble_device *device);

// A new session begins, in the safe state and without an emergency.
void noble_safety_new_session(noble_device *device);

#endif
