// The handshake of the parallel address-event bus.
#include "check.h"
#include "fake_board.h"
#include "host.h"
#include "tests.h"

#define COUNT(name) (fake_device.counters.name)

static void begin_aer(uint8_t active_low)
{
    host_begin_session();
    CHECK(host_write(NOBLE_REGISTER_OUTPUT_MODE, NOBLE_REGISTER_TYPE_U8, NOBLE_OUTPUT_MODE_AER) == NOBLE_RESULT_OK);
    CHECK(host_write(NOBLE_REGISTER_AER_ACTIVE_LOW, NOBLE_REGISTER_TYPE_U8, active_low) == NOBLE_RESULT_OK);
    host_set(NOBLE_REGISTER_LATE_LIMIT_TICKS, 1000);
    host_set(NOBLE_REGISTER_AER_TIMEOUT_TICKS, 50);
    host_arm_device();
}

static uint64_t send_three(void)
{
    const uint64_t time = fake.now + 2000;
    const noble_spike spikes[] = {{time, 0x0000}, {time + 100, 0xA5C3}, {time + 300, 0xFFFF}};
    CHECK(host_spikes(time, spikes, 3) == NOBLE_RESULT_OK);
    return time;
}

static void check_three(uint32_t timeouts)
{
    CHECK(fake.aer_events == 3 && COUNT(spikes_emitted) == 3 && COUNT(aer_timeouts) == timeouts);
    CHECK(fake.aer_event[0] == 0 && fake.aer_event[1] == 0xA5C3 && fake.aer_event[2] == 0xFFFF);
    CHECK(fake_is_consistent());
}

void aer_EveryPolarity_SendsTheAddressAtItsTick(void)
{
    for (uint8_t active_low = 0; active_low < 8; active_low++) {
        begin_aer(active_low);
        const uint64_t time = send_three();
        host_run_until(time + 1000);
        check_three(0);
        CHECK(fake.emissions[0].actual == time && fake.emissions[1].actual == time + 100);
        CHECK(fake.aer_request == ((active_low & NOBLE_AER_ACTIVE_LOW_REQUEST) != 0));
    }
}

void aer_SlowPartner_IsWaitedFor(void)
{
    begin_aer(0);
    fake.partner = FAKE_PARTNER_SLOW;
    fake.partner_ticks = 40;
    const uint64_t time = send_three();
    host_run_until(time + 1000);
    check_three(0);
    CHECK(fake.emissions[1].actual == time + 100);
}

void aer_DeadPartner_TimesOutAndCounts(void)
{
    begin_aer(0);
    fake.partner = FAKE_PARTNER_DEAD;
    const uint64_t time = send_three();
    host_run_until(time + 1000);
    check_three(3);
    CHECK(!fake.aer_request && COUNT(spikes_emitted_late) == 0);
}

void aer_StuckPartner_TimesOutAndCounts(void)
{
    begin_aer(0);
    fake.partner = FAKE_PARTNER_STUCK;
    const uint64_t time = send_three();
    host_run_until(time + 1000);
    check_three(3);
    CHECK(!fake.aer_request);
}

void aer_SlowPartner_MakesTheNextLate(void)
{
    begin_aer(0);
    fake.partner = FAKE_PARTNER_SLOW;
    fake.partner_ticks = 30;
    const uint64_t time = fake.now + 2000;
    const noble_spike spikes[] = {{time, 1}, {time, 2}};
    CHECK(host_spikes(time, spikes, 2) == NOBLE_RESULT_OK);
    host_run_until(time + 1000);
    CHECK(COUNT(spikes_emitted) == 2 && COUNT(spikes_emitted_late) == 1 && COUNT(aer_timeouts) == 0);
    CHECK(fake.emissions[1].actual >= time + 60 && fake.emissions[1].actual < time + 70);
}

void aer_LineInterval_HoldsAnAddressApart(void)
{
    host_begin_session();
    CHECK(host_write(NOBLE_REGISTER_OUTPUT_MODE, NOBLE_REGISTER_TYPE_U8, NOBLE_OUTPUT_MODE_AER) == NOBLE_RESULT_OK);
    host_set(NOBLE_REGISTER_LINE_INTERVAL_TICKS, 200);
    host_arm_device();
    const uint64_t time = fake.now + 2000;
    const noble_spike spikes[] = {{time, 300}, {time + 100, 300}, {time + 150, 301}, {time + 200, 300}};
    CHECK(host_spikes(time, spikes, 4) == NOBLE_RESULT_OK);
    host_run_until(time + 1000);
    CHECK(fake.aer_events == 3 && COUNT(spikes_emitted) == 3 && COUNT(spikes_limited) == 1);
    CHECK(fake.emissions[1].line == 301 && fake.emissions[2].actual == time + 200 && fake_is_consistent());
}

static void run_with_emergency_at(uint64_t tick)
{
    // The input rises in the middle of a handshake, and its interrupt does not come: the wait looks for itself.
    fake_run_until(tick - 200);
    fake.emergency_at = tick;
    fake_run_until(tick + 2000);
    host_take();
}

void aer_EmergencyDuringHandshake_WithdrawsAtOnce(void)
{
    begin_aer(0);
    fake.partner = FAKE_PARTNER_DEAD;
    const uint64_t time = send_three();
    run_with_emergency_at(time + 20);
    CHECK(fake_device.safety.cause == NOBLE_CAUSE_EMERGENCY_INPUT);
    CHECK(!fake.aer_request && fake.safe_time >= time + 20 && fake.safe_time < time + 30);
    CHECK(fake.aer_events == 1 && COUNT(spikes_discarded) == 2 && COUNT(aer_timeouts) == 0 && fake_is_consistent());
}
