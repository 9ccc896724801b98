// What the configuration registers hold, by their place after NOBLE_REGISTER_HEARTBEAT_TIMEOUT_MILLISECONDS, and those of
// the DAC's channels, by channel and offset.
#ifndef NOBLE_SETTINGS_H
#define NOBLE_SETTINGS_H

#include <stdint.h>

#include "noble_dac.h"
#include "noble_protocol.h"

#define NOBLE_SETTINGS (NOBLE_REGISTER_ADC_INTERVAL_TICKS - NOBLE_REGISTER_HEARTBEAT_TIMEOUT_MILLISECONDS + 1)

typedef struct {
    uint32_t values[NOBLE_SETTINGS];
    uint32_t dac[NOBLE_REGISTER_DAC_CHANNELS_MAX][NOBLE_DAC_SETTINGS];
} noble_settings;

// The setting of NOBLE_REGISTER_##name.
#define NOBLE_SETTING(device, name) \
    ((device)->settings.values[NOBLE_REGISTER_##name - NOBLE_REGISTER_HEARTBEAT_TIMEOUT_MILLISECONDS])

#endif
