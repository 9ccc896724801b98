// Safe or armed, and what led there; the watchdog on the host's heartbeat; emergencies.
#ifndef NOBLE_SAFETY_H
#define NOBLE_SAFETY_H

#include <stdbool.h>
#include <stdint.h>

typedef struct noble_device noble_device;

// Read and written under noble_board_lock.
typedef struct {
    uint64_t heartbeat_deadline_ticks;
    uint32_t changes; // of state or cause
    uint8_t state;    // NOBLE_STATE_*
    uint8_t cause;    // NOBLE_CAUSE_*; NONE while armed
    bool has_heartbeat;
    bool had_emergency;        // in this session: it cannot arm any more
    bool emergency_was_active; // at the last look at the input
} noble_safety;

// Makes the outputs safe, at once; may be called again and again, from the main loop and from interrupts.
void noble_safety_enter(noble_device *device, uint8_t cause);

// A new session: safe, and what went before is forgotten.
void noble_safety_begin_session(noble_device *device);

// Returns NOBLE_RESULT_*.
uint8_t noble_safety_arm(noble_device *device);

// The session's heartbeat was alive at this moment.
void noble_safety_on_heartbeat(noble_device *device, uint64_t now);

// Whether the board has an emergency input, and it says stop.
bool noble_safety_input_says_stop(void);

// Looks at the heartbeat's age and at the emergency input; under noble_board_lock.
void noble_safety_watch(noble_device *device, uint64_t now);

#endif
