#include "fake_board.h"

#include <stdio.h>
#include <string.h>

fake_board fake;
noble_device fake_device;

const noble_board_facts noble_board = {
    .name = "fake",
    .ticks_per_second = 1000000,
    .lead_ticks = 8,
    .capabilities = NOBLE_CAPABILITY_PULSES | NOBLE_CAPABILITY_AER | NOBLE_CAPABILITY_DAC | NOBLE_CAPABILITY_ADC
        | NOBLE_CAPABILITY_INPUTS | NOBLE_CAPABILITY_EMERGENCY_INPUT | NOBLE_CAPABILITY_SIMULATED,
    .lines = 16,
    .inputs = 8,
    .dac_channels = 2,
    .dac_bits = 12,
    .adc_channels = 2,
    .adc_bits = 12,
};

static void violation(const char *what)
{
    if (fake.violations++ < 5) {
        printf("  must never happen: %s, at tick %llu\n", what, (unsigned long long)fake.now);
    }
}

void fake_begin(uint64_t now)
{
    const uint32_t boot = fake.boot;
    memset(&fake, 0, sizeof fake);
    fake.now = now;
    fake.wake = UINT64_MAX;
    fake.boot = boot + 1u;
    noble_device_init(&fake_device);
}

static void interrupt(void)
{
    if (fake.emergency_interrupt_at != 0 && fake.now >= fake.emergency_interrupt_at && fake.lock_depth == 0) {
        fake.emergency_interrupt_at = 0;
        fake.emergency = true;
        noble_device_on_emergency(&fake_device);
    }
    if (fake.wake > fake.now || fake.lock_depth > 0 || fake.in_timer || fake.holds_timer) {
        return;
    }
    fake.wake = UINT64_MAX;
    fake.in_timer = true;
    noble_device_on_timer(&fake_device);
    fake.in_timer = false;
}

uint64_t noble_board_now(void)
{
    interrupt();
    if (!fake.is_frozen && ++fake.reads == FAKE_READS_PER_TICK) {
        fake.reads = 0;
        fake.now++;
    }
    return fake.now;
}

void noble_board_wake_at(uint64_t tick)
{
    fake.wake = tick;
}

void noble_board_wake_never(void)
{
    fake.wake = UINT64_MAX;
}

uint32_t noble_board_lock(void)
{
    return fake.lock_depth++;
}

void noble_board_unlock(uint32_t before)
{
    if (fake.lock_depth == 0 || before != fake.lock_depth - 1u) {
        violation("an unlock without its lock");
    }
    fake.lock_depth = before;
    interrupt();
}

void noble_board_write_lines(uint32_t mask, uint32_t levels)
{
    if (fake.writes_count < FAKE_RECORDS_MAX) {
        fake.writes[fake.writes_count] = (fake_write){fake.now, mask, levels};
    }
    fake.writes_count++;
    fake.levels = (fake.levels & ~mask) | levels;
    if (fake_device.safety.state != NOBLE_STATE_ARMED && ((levels ^ fake_device.settings.output_active_low) & mask) != 0) {
        violation("a line active while safe");
    }
    if ((levels & ~mask) != 0 || mask >> noble_board.lines != 0) {
        violation("a level outside the mask");
    }
}

static bool is_active_low(uint32_t signal)
{
    return (fake_device.settings.aer_active_low & signal) != 0;
}

static bool is_requested(void)
{
    return fake.aer_request != is_active_low(NOBLE_AER_ACTIVE_LOW_REQUEST);
}

void noble_board_aer_data(uint16_t levels)
{
    if (is_requested()) {
        violation("data changed under a request");
    }
    fake.aer_data = levels;
}

void noble_board_aer_request(bool high)
{
    if (high == fake.aer_request) {
        return;
    }
    fake.aer_request = high;
    fake.aer_changed = fake.now;
    if (!is_requested()) {
        return;
    }
    if (fake_device.safety.state != NOBLE_STATE_ARMED) {
        violation("a request while safe");
    }
    if (fake.aer_events < FAKE_RECORDS_MAX) {
        fake.aer_event[fake.aer_events] = is_active_low(NOBLE_AER_ACTIVE_LOW_DATA) ? (uint16_t)~fake.aer_data : fake.aer_data;
    }
    fake.aer_events++;
}

bool noble_board_aer_acknowledge(void)
{
    const bool requested = is_requested();
    bool acknowledged = requested;
    if (fake.partner == FAKE_PARTNER_DEAD) {
        acknowledged = false;
    } else if (fake.partner == FAKE_PARTNER_STUCK) {
        acknowledged = fake.aer_events > 0;
    } else if (fake.partner == FAKE_PARTNER_SLOW && fake.now - fake.aer_changed < fake.partner_ticks) {
        acknowledged = !requested && fake.aer_events > 0;
    }
    return acknowledged != is_active_low(NOBLE_AER_ACTIVE_LOW_ACKNOWLEDGE);
}

void noble_board_dac_write(uint8_t channel, uint16_t code)
{
    if (channel >= noble_board.dac_channels || code >> noble_board.dac_bits != 0) {
        violation("a code that the converter does not have");
        return;
    }
    if (fake.lock_depth == 0) {
        violation("a converter with interrupts on");
    }
    if (fake.codes_count < FAKE_RECORDS_MAX) {
        fake.codes[fake.codes_count] = (fake_code){fake.now, channel, code};
    }
    fake.codes_count++;
    fake.dac[channel] = code;
    if (fake_device.safety.state != NOBLE_STATE_ARMED && code != fake_device.settings.dac[channel].rest_code) {
        violation("a stimulus while safe");
    }
}

uint16_t noble_board_adc_read(uint8_t channel)
{
    if (channel >= noble_board.adc_channels) {
        violation("a channel that there is not");
    }
    fake.now += fake.adc_ticks;
    return (uint16_t)(fake.samples++ & 0xFFFu);
}

bool noble_board_emergency(void)
{
    return fake.emergency || (fake.emergency_at != 0 && fake.now >= fake.emergency_at);
}

void noble_board_transmit(void)
{
}

uint32_t noble_board_boot(void)
{
    return fake.boot;
}

uint32_t noble_board_stack_bytes(void)
{
    return 4096;
}

uint32_t noble_board_stack_used_bytes(void)
{
    return 1024;
}

void noble_board_emitted(uint16_t line, uint64_t requested_ticks, uint64_t actual_ticks)
{
    if (fake.emissions_count < FAKE_RECORDS_MAX) {
        fake.emissions[fake.emissions_count] = (fake_emission){line, requested_ticks, actual_ticks};
    }
    fake.emissions_count++;
    if (fake_device.safety.state != NOBLE_STATE_ARMED) {
        violation("a spike while safe");
    }
    if (actual_ticks < requested_ticks) {
        violation("a spike before its time");
    } else if (actual_ticks - requested_ticks > fake_device.settings.late_limit_ticks) {
        violation("a spike after its late limit");
    }
    if (actual_ticks > fake.now || fake.now - actual_ticks > 2) {
        violation("a moment that is not now");
    }
}

void noble_board_made_safe(uint8_t cause, uint64_t tick)
{
    fake.safe_count++;
    fake.safe_cause = cause;
    fake.safe_time = tick;
}

void fake_poll(void)
{
    do {
        noble_device_poll(&fake_device);
    } while (!noble_device_is_idle(&fake_device));
}

void fake_run_until(uint64_t tick)
{
    while (fake.now < tick) {
        uint64_t next = fake.now + noble_board.ticks_per_second / 1000u;
        next = next < tick ? next : tick;
        while (fake.wake <= next && !fake.holds_timer) {
            fake.now = fake.wake > fake.now ? fake.wake : fake.now;
            interrupt();
        }
        fake.now = next > fake.now ? next : fake.now;
        fake_poll();
    }
}

static bool is_safe_when_safe(void)
{
    if (fake_device.safety.state == NOBLE_STATE_ARMED) {
        return true;
    }
    bool is_safe = fake.levels == fake_device.settings.output_active_low;
    is_safe = is_safe && fake_device.schedule.queue.count == 0 && fake_device.stimulator.queue.count == 0;
    for (uint8_t i = 0; i < noble_board.dac_channels; i++) {
        is_safe = is_safe && fake.dac[i] == fake_device.settings.dac[i].rest_code;
    }
    return is_safe && !is_requested();
}

bool fake_is_consistent(void)
{
    const noble_counters *counters = &fake_device.counters;
    const uint32_t left = counters->spikes_emitted + counters->spikes_late_at_emission + counters->spikes_limited
        + counters->spikes_cancelled + counters->spikes_discarded;
    return counters->spikes_accepted == left + noble_schedule_pending(&fake_device.schedule)
        && noble_timed_queue_is_ordered(&fake_device.schedule.queue)
        && noble_timed_queue_is_ordered(&fake_device.stimulator.queue) && fake.lock_depth == 0 && fake.violations == 0
        && fake_device.schedule.hand_count == 0 && is_safe_when_safe();
}
