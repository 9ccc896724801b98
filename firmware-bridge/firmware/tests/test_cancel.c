// Ranges that withdraw pending spikes.
#include "check.h"
#include "fake_board.h"
#include "host.h"
#include "tests.h"

#define COUNT(name) (fake_device.counters.name)

static uint64_t begin_with_ten(void)
{
    host_begin_armed();
    const uint64_t time = fake.now + 10000;
    noble_spike spikes[10];
    for (uint16_t i = 0; i < 10; i++) {
        spikes[i] = (noble_spike){time + i * 200u, (uint16_t)(i % 2u)};
    }
    CHECK(host_spikes(time, spikes, 10) == NOBLE_RESULT_OK);
    return time;
}

void cancel_OneLine_WithdrawsFromInclusiveToExclusive(void)
{
    const uint64_t time = begin_with_ten();
    CHECK(host_cancel(0, time + 400, time + 800) == NOBLE_RESULT_OK);
    CHECK(host.acknowledge.free_spikes == NOBLE_SPIKE_CAPACITY - 10);
    host_run_until(time + 5000);
    CHECK(COUNT(spikes_emitted) == 9 && COUNT(spikes_cancelled) == 1);
    for (uint32_t i = 0; i < 9; i++) {
        CHECK(fake.emissions[i].requested != time + 400);
    }
    CHECK(fake_is_consistent());
}

void cancel_EveryLine_WithdrawsAll(void)
{
    const uint64_t time = begin_with_ten();
    CHECK(host_cancel(NOBLE_CANCEL_EVERY_LINE, 0, UINT64_MAX) == NOBLE_RESULT_OK);
    host_run_until(time + 5000);
    CHECK(COUNT(spikes_emitted) == 0 && COUNT(spikes_cancelled) == 10 && fake_is_consistent());
}

void cancel_LaterBatch_IsNotWithdrawn(void)
{
    const uint64_t time = begin_with_ten();
    CHECK(host_cancel(NOBLE_CANCEL_EVERY_LINE, time, time + 5000) == NOBLE_RESULT_OK);
    CHECK(host_spike(time + 300, 7) == NOBLE_RESULT_OK);
    CHECK(host_spike(time + 400, 0) == NOBLE_RESULT_OK);
    host_run_until(time + 6000);
    CHECK(COUNT(spikes_emitted) == 2 && COUNT(spikes_cancelled) == 10);
    CHECK(fake.emissions[0].line == 7 && fake.emissions[1].line == 0);
}

void cancel_NinthRange_IsFullUntilOneHasPassed(void)
{
    const uint64_t time = begin_with_ten();
    for (uint32_t i = 0; i < NOBLE_CANCEL_RANGES; i++) {
        CHECK(host_cancel(0, time + i * 100u, time + 200 + i * 100u) == NOBLE_RESULT_OK);
    }
    CHECK(host_cancel(1, time, time + 2000) == NOBLE_RESULT_FULL);
    CHECK(COUNT(spikes_cancelled) == 0);
    host_run_until(time + 250);
    CHECK(host_cancel(1, time, time + 2000) == NOBLE_RESULT_OK);
    host_run_until(time + 5000);
    // Line 0: those at 0, 400 and 800 are withdrawn; line 1: that at 200 had left.
    CHECK(COUNT(spikes_emitted) == 3 && COUNT(spikes_cancelled) == 7 && fake_is_consistent());
    CHECK(fake.emissions[0].requested == time + 200 && fake.emissions[1].requested == time + 1200);
}

void cancel_NothingPending_NeedsNoRange(void)
{
    host_begin_armed();
    for (uint32_t i = 0; i < 20; i++) {
        CHECK(host_cancel(NOBLE_CANCEL_EVERY_LINE, 0, UINT64_MAX) == NOBLE_RESULT_OK);
    }
    CHECK(host_spike(fake.now + 2000, 1) == NOBLE_RESULT_OK);
    CHECK(host_cancel(1, 5, 5) == NOBLE_RESULT_OK);
    host_run_until(fake.now + 4000);
    CHECK(COUNT(spikes_emitted) == 1);
}

void cancel_SafeState_ForgetsTheRanges(void)
{
    const uint64_t time = begin_with_ten();
    CHECK(host_cancel(NOBLE_CANCEL_EVERY_LINE, 0, UINT64_MAX) == NOBLE_RESULT_OK);
    host_send(NOBLE_TYPE_SAFE_STATE, NULL, 0);
    host_poll();
    CHECK(COUNT(spikes_discarded) == 10 && COUNT(spikes_cancelled) == 0);
    host_arm_device();
    CHECK(host_spike(time, 1) == NOBLE_RESULT_OK);
    host_run_until(time + 1000);
    CHECK(COUNT(spikes_emitted) == 1 && fake_is_consistent());
}
