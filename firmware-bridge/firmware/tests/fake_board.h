// A board without hardware: its time moves as it is read and as a test says, and its outputs are remembered. The timer's
// interrupt comes in between whatever the main loop does, wherever the lock does not hold it off.
// What must never happen is counted wherever it happens, so that no test has to look for it.
#ifndef FAKE_BOARD_H
#define FAKE_BOARD_H

#include <stdbool.h>
#include <stdint.h>

#include "noble_device.h"

#ifndef FAKE_RECORDS_MAX
#define FAKE_RECORDS_MAX 8192u
#endif
#define FAKE_READS_PER_TICK 16u

typedef struct {
    uint16_t line;
    uint64_t requested;
    uint64_t actual;
} fake_emission;

typedef struct {
    uint64_t time;
    uint32_t mask;
    uint32_t levels;
} fake_write;

typedef struct {
    uint64_t time;
    uint8_t channel;
    uint16_t code;
} fake_code;

// How the partner on the AER bus behaves.
typedef enum {
    FAKE_PARTNER_PROMPT,
    FAKE_PARTNER_SLOW,  // a while later
    FAKE_PARTNER_DEAD,  // never acknowledges
    FAKE_PARTNER_STUCK, // never withdraws its acknowledge
} fake_partner;

typedef struct {
    uint64_t now;
    uint32_t reads;
    uint64_t wake; // UINT64_MAX for never
    uint32_t lock_depth;
    bool in_timer;
    bool holds_timer; // a test that wants the interrupt to come late
    uint32_t boot;
    bool is_frozen; // time does not move as it is read: nothing may be waited for
    bool emergency;
    uint64_t emergency_interrupt_at; // when it rises with its interrupt, wherever the lock does not hold it off; 0 for never
    uint64_t emergency_at; // when it rises by itself; 0 for never

    uint32_t levels;
    uint32_t emissions_count; // these count on where the records end
    uint32_t writes_count;
    uint32_t codes_count;
    uint32_t safe_count;
    fake_emission emissions[FAKE_RECORDS_MAX];
    fake_write writes[FAKE_RECORDS_MAX];
    fake_code codes[FAKE_RECORDS_MAX];
    uint16_t dac[NOBLE_REGISTER_DAC_CHANNELS_MAX];
    uint8_t safe_cause;
    uint64_t safe_time;

    fake_partner partner;
    uint32_t partner_ticks; // how slow
    uint16_t aer_data;
    bool aer_request; // level
    uint64_t aer_changed;
    uint32_t aer_events;
    uint16_t aer_event[FAKE_RECORDS_MAX]; // data at the request

    uint32_t samples;
    uint32_t adc_ticks; // what a conversion takes
    uint32_t violations; // of what must never happen
} fake_board;

extern fake_board fake;
extern noble_device fake_device;

// A new board at this moment, and the device on it.
void fake_begin(uint64_t now);

// Lets time pass to this tick: the timer's interrupt when it is asked for, the main loop every millisecond.
void fake_run_until(uint64_t tick);
// Turns of the main loop without the passing of much time, until there is nothing to do.
void fake_poll(void);

// Both equations of the specification's section 8, the queue's order, and that a safe device has safe outputs.
bool fake_is_consistent(void);

#endif
