// Converter codes at their moments, within the limits of each channel: slew, charge, rate.
//
// The charge limit is kept by going back to the rest code in time, down the slew's ramp where there is one, with a millisecond
// in hand for a timer interrupt that comes late. The safe state goes to rest at once.
#ifndef NOBLE_STIMULATOR_H
#define NOBLE_STIMULATOR_H

#include <stdbool.h>
#include <stdint.h>

#include "noble_charge.h"
#include "noble_protocol.h"
#include "noble_rate_window.h"
#include "noble_slew.h"
#include "noble_stimulus.h"
#include "noble_timed_queue.h"

typedef struct noble_device noble_device;

#define NOBLE_STIMULUS_CAPACITY 256u

typedef struct {
    uint16_t code;
    uint16_t target;
    uint16_t rest; // what the code has been measured from
    uint64_t service_ticks; // when it is to be looked at again; UINT64_MAX for never
    noble_slew slew;
    noble_charge charge;
    noble_rate_window rate;
} noble_stimulator_channel;

// Read and written under noble_board_lock.
typedef struct {
    noble_timed_queue queue;
    uint32_t next_order;
    noble_stimulator_channel channels[NOBLE_REGISTER_DAC_CHANNELS_MAX];
    noble_timed items[NOBLE_STIMULUS_CAPACITY];
} noble_stimulator;

void noble_stimulator_init(noble_device *device);

// Main loop. VALUE_OUT_OF_RANGE where a record names no channel, or a code outside its channel's limits.
uint8_t noble_stimulator_check(const noble_device *device, const noble_stimulus *stimulus);
// Returns NOBLE_RESULT_*.
uint8_t noble_stimulator_accept(noble_device *device, const noble_stimulus_level *level);

// The rest under noble_board_lock.

// Every channel at rest and nothing pending, which counts as discarded.
void noble_stimulator_make_safe(noble_device *device);

// Another charge window.
void noble_stimulator_resize_window(noble_device *device, uint8_t channel);

// When there is something to do; UINT64_MAX for never.
uint64_t noble_stimulator_next(const noble_device *device);

// Does one thing that is due. False where nothing is.
bool noble_stimulator_serve(noble_device *device, uint64_t now);

#endif
