// The counters that are registers, by their place after NOBLE_REGISTER_FRAMES_TAKEN. A few places stay unused.
#ifndef NOBLE_COUNTERS_H
#define NOBLE_COUNTERS_H

#include "noble_protocol.h"

#define NOBLE_COUNTERS (NOBLE_REGISTER_SAFE_STATES - NOBLE_REGISTER_FRAMES_TAKEN + 1)

// The counter of NOBLE_REGISTER_##name.
#define NOBLE_COUNTER(device, name) ((device)->counters[NOBLE_REGISTER_##name - NOBLE_REGISTER_FRAMES_TAKEN])

#endif
