// What a device counts since its start; each counter is 0 again after 4,294,967,295. Registers 0x0324 and up.
#ifndef NOBLE_COUNTERS_H
#define NOBLE_COUNTERS_H

#include <stdint.h>

// Written under noble_board_lock where both an interrupt and the main loop count.
typedef struct {
    uint32_t bytes_overrun; // lost between the interrupt and the main loop
    uint32_t frames_unsent;
    uint32_t commands_executed;
    uint32_t commands_repeated;
    uint32_t commands_out_of_order;
    uint32_t wrong_session;
    uint32_t spikes_accepted;
    uint32_t spikes_emitted; // late ones among them
    uint32_t spikes_emitted_late;
    uint32_t spikes_late_on_arrival;
    uint32_t spikes_late_at_emission;
    uint32_t spikes_full;
    uint32_t spikes_not_armed;
    uint32_t spikes_no_line;
    uint32_t spikes_limited;
    uint32_t spikes_cancelled;
    uint32_t spikes_discarded;
    uint32_t spikes_pending_max;
    uint32_t spikes_lateness_max_ticks; // of those emitted
    uint32_t pulses_retriggered;
    uint32_t aer_timeouts;
    uint32_t stimuli_applied; // whose turn came, late and limited ones among them
    uint32_t stimuli_late;
    uint32_t stimuli_refused; // not accepted: not armed, or full
    uint32_t stimuli_limited; // times that a code gave way to the rest code
    uint32_t stimuli_discarded;
    uint32_t input_events; // lost ones among them
    uint32_t input_events_lost;
    uint32_t safe_states; // times that it went from armed to safe
} noble_counters;

#endif
