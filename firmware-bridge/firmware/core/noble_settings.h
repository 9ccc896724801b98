// The values of the registers that configure, 0x0100 and up. Written in the safe state only, one at a time, under
// noble_board_lock; so an interrupt may read any of them.
#ifndef NOBLE_SETTINGS_H
#define NOBLE_SETTINGS_H

#include <stdint.h>

#include "noble_protocol.h"

typedef struct {
    uint32_t lowest_code;
    uint32_t highest_code;
    uint32_t rest_code;
    uint32_t slew_codes_per_millisecond;
    uint32_t charge_code_milliseconds;
    uint32_t charge_window_milliseconds;
    uint32_t stimuli_per_second;
} noble_dac_settings;

typedef struct {
    uint32_t heartbeat_timeout_milliseconds;
    uint32_t output_mode;
    uint32_t pulse_ticks;
    uint32_t output_active_low;
    uint32_t aer_active_low;
    uint32_t aer_timeout_ticks;
    uint32_t late_after_ticks;
    uint32_t late_limit_ticks;
    uint32_t line_interval_ticks;
    uint32_t spikes_per_second;
    uint32_t input_enable;
    uint32_t input_debounce_ticks;
    uint32_t adc_interval_ticks;
    noble_dac_settings dac[NOBLE_REGISTER_DAC_CHANNELS_MAX];
} noble_settings;

#endif
