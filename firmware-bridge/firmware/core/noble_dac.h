// One channel of the DAC and the limits on what it gives: code range, slew, charge, rate. From the timer's interrupt, or
// with interrupts off.
#ifndef NOBLE_DAC_H
#define NOBLE_DAC_H

#include <stdbool.h>
#include <stdint.h>

#include "noble_charge.h"
#include "noble_rate_window.h"
#include "noble_slew.h"

#define NOBLE_DAC_SETTINGS 7u // registers of a channel, by their offset in its block

typedef struct {
    const uint32_t *settings;
    uint8_t channel;
    uint16_t code;   // what the converter gives
    uint16_t target; // what it is on its way to
    uint64_t step_at_ticks;
    uint64_t charge_at_ticks;
    uint64_t charge_limit; // code ticks; 0 for none
    uint64_t reserve;      // code ticks that the way back to rest may take
    uint32_t millisecond_ticks;
    uint32_t lead_ticks;
    noble_slew slew;
    noble_charge charge;
    noble_rate_window departures;
} noble_dac;

// At its rest code. `settings` stay the caller's.
void noble_dac_init(noble_dac *dac, uint8_t channel, const uint32_t settings[NOBLE_DAC_SETTINGS], uint64_t now);
// A setting has changed: takes it over, and goes to the rest code.
void noble_dac_configure(noble_dac *dac, uint64_t now);

// At once and without a ramp.
void noble_dac_rest(noble_dac *dac, uint64_t now);

// Sets a level. False where a limit put the rest code in its place.
bool noble_dac_apply(noble_dac *dac, uint16_t code, uint64_t now);

// When noble_dac_turn() has something to do; UINT64_MAX for never.
uint64_t noble_dac_next(const noble_dac *dac);
// The ramp's next step, or the end of what the charge allows. False where a limit sends the channel to rest.
bool noble_dac_turn(noble_dac *dac, uint64_t now);

#endif
