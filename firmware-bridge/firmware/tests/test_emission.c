// Spikes on pulse outputs: at their tick, or counted as what became of them.
#include <string.h>

#include "check.h"
#include "fake_board.h"
#include "host.h"
#include "random.h"
#include "tests.h"

#define COUNT(name) (fake_device.counters.name)

// The timer's interrupt comes at this tick and no sooner.
static void come_late_at(uint64_t tick)
{
    fake.holds_timer = true;
    fake.now = tick;
    fake.reads = 0;
    fake.holds_timer = false;
    fake_run_until(tick + 1u);
}

void emitter_ManySpikes_LeaveAtTheirTick(void)
{
    host_begin_armed();
    random_source source = {.state = 11};
    static noble_spike spikes[NOBLE_SPIKE_BATCH_SPIKES_MAX];
    uint64_t time = fake.now + 5000;
    uint32_t sent = 0;
    for (int batch = 0; batch < 30; batch++) {
        const uint64_t base = time;
        for (size_t i = 0; i < 100; i++) {
            time += random_below(&source, 400);
            spikes[i] = (noble_spike){.time_ticks = time, .line = (uint16_t)random_below(&source, 16)};
        }
        CHECK(host_spikes(base, spikes, 100) == NOBLE_RESULT_OK);
        sent += 100;
        host_run_until(time - 5000 > fake.now ? time - 5000 : fake.now);
    }
    host_run_until(time + 1000);
    CHECK(fake.emissions_count == sent && COUNT(spikes_emitted) == sent);
    uint32_t exact = 0;
    for (uint32_t i = 0; i < sent; i++) {
        exact += fake.emissions[i].actual == fake.emissions[i].requested ? 1u : 0u;
        CHECK(i == 0 || fake.emissions[i].requested >= fake.emissions[i - 1].requested);
    }
    CHECK(exact > sent * 9 / 10);
    CHECK(COUNT(spikes_lateness_max_ticks) <= 1);
    CHECK(fake_is_consistent());
}

void emitter_BatchesOutOfOrder_LeaveInTheOrderOfTime(void)
{
    host_begin_armed();
    const uint64_t time = fake.now + 5000;
    for (uint16_t i = 0; i < 10; i++) {
        CHECK(host_spike(time + (uint64_t)(9 - i) * 50u, i) == NOBLE_RESULT_OK);
    }
    host_run_until(time + 1000);
    CHECK(fake.emissions_count == 10);
    for (uint16_t i = 0; i < 10; i++) {
        CHECK(fake.emissions[i].line == 9 - i && fake.emissions[i].actual == time + i * 50u);
    }
}

void emitter_SameTick_IsOneWrite(void)
{
    host_begin_armed();
    const uint64_t time = fake.now + 2000;
    const noble_spike spikes[] = {{time, 2}, {time, 5}, {time, 15}};
    CHECK(host_spikes(time, spikes, 3) == NOBLE_RESULT_OK);
    const uint32_t writes = fake.writes_count;
    host_run_until(time + 50);
    CHECK(fake.writes_count == writes + 1u);
    const fake_write *write = &fake.writes[writes];
    CHECK(write->time == time && write->mask == 0x8024 && write->levels == 0x8024);
    host_run_until(time + 200);
    CHECK(fake.writes_count == writes + 2u && fake.writes[writes + 1u].time == time + 100);
    CHECK(fake.writes[writes + 1u].mask == 0x8024 && fake.levels == 0);
}

void emitter_SpikeOnActiveLine_ExtendsThePulse(void)
{
    host_begin_armed();
    const uint64_t time = fake.now + 2000;
    const noble_spike spikes[] = {{time, 3}, {time + 60, 3}, {time + 160, 3}};
    CHECK(host_spikes(time, spikes, 3) == NOBLE_RESULT_OK);
    const uint32_t writes = fake.writes_count;
    host_run_until(time + 1000);
    CHECK(COUNT(spikes_emitted) == 3 && COUNT(pulses_retriggered) == 2);
    CHECK(fake.writes[fake.writes_count - 1u].time == time + 260 && fake.writes_count == writes + 4u);
}

void emitter_ActiveLow_InvertsTheLevels(void)
{
    host_begin_session();
    host_set(NOBLE_REGISTER_OUTPUT_ACTIVE_LOW, 0x0005);
    host_set(NOBLE_REGISTER_PULSE_TICKS, 7);
    CHECK(fake.levels == 0x0005);
    host_arm_device();
    const uint64_t time = fake.now + 2000;
    const noble_spike spikes[] = {{time, 0}, {time, 1}};
    CHECK(host_spikes(time, spikes, 2) == NOBLE_RESULT_OK);
    const uint32_t writes = fake.writes_count;
    host_run_until(time + 50);
    CHECK(fake.writes[writes].mask == 0x0003 && fake.writes[writes].levels == 0x0002);
    CHECK(fake.writes[writes + 1u].levels == 0x0001 && fake.writes[writes + 1u].time == time + 7);
    CHECK(fake.levels == 0x0005 && fake_is_consistent());
}

void emitter_LateInterrupt_EmitsUpToTheLimit(void)
{
    static const struct {
        uint64_t late;
        bool emitted;
        bool counts_late;
    } cases[] = {{0, true, false}, {4, true, false}, {5, true, true}, {20, true, true}, {21, false, false}, {5000, false, false}};
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        host_begin_session();
        host_set(NOBLE_REGISTER_LATE_AFTER_TICKS, 4);
        host_set(NOBLE_REGISTER_LATE_LIMIT_TICKS, 20);
        host_arm_device();
        const uint64_t time = fake.now + 2000;
        CHECK(host_spike(time, 1) == NOBLE_RESULT_OK);
        come_late_at(time + cases[i].late);
        CHECK(COUNT(spikes_emitted) == (cases[i].emitted ? 1u : 0u));
        CHECK(COUNT(spikes_late_at_emission) == (cases[i].emitted ? 0u : 1u));
        CHECK(COUNT(spikes_emitted_late) == (cases[i].counts_late ? 1u : 0u));
        CHECK(COUNT(spikes_lateness_max_ticks) == (cases[i].emitted ? cases[i].late : 0));
        CHECK(fake_is_consistent());
    }
}

void schedule_LateOnArrival_IsNotAccepted(void)
{
    host_begin_session();
    host_set(NOBLE_REGISTER_LATE_LIMIT_TICKS, 500);
    host_arm_device();
    fake.is_frozen = true;
    CHECK(host_spike(fake.now - 500, 1) == NOBLE_RESULT_OK);
    CHECK(COUNT(spikes_accepted) == 1 && COUNT(spikes_emitted_late) == 1);
    CHECK(host_spike(fake.now - 501, 1) == NOBLE_RESULT_OK);
    CHECK(host_spike(0, 1) == NOBLE_RESULT_OK);
    CHECK(COUNT(spikes_accepted) == 1 && COUNT(spikes_late_on_arrival) == 2 && fake.emissions_count == 1);
}

void schedule_NotArmedOrNoLine_IsNotAccepted(void)
{
    host_begin_session();
    host_heartbeat(HOST_SESSION);
    CHECK(host_spike(fake.now + 5000, 1) == NOBLE_RESULT_NOT_ARMED);
    CHECK(COUNT(spikes_not_armed) == 1);
    host_arm_device();
    CHECK(host_spike(fake.now + 5000, 16) == NOBLE_RESULT_OK);
    CHECK(COUNT(spikes_no_line) == 1 && COUNT(spikes_accepted) == 0);
    CHECK(host.acknowledge.free_spikes == NOBLE_SPIKE_CAPACITY);
}

void schedule_Full_TakesNoMoreAndSaysSo(void)
{
    host_begin_armed();
    static noble_spike spikes[NOBLE_SPIKE_BATCH_SPIKES_MAX];
    const uint64_t time = fake.now + 50000;
    uint32_t sent = 0;
    uint8_t result = NOBLE_RESULT_OK;
    for (uint16_t batch = 0; batch < 7; batch++) {
        for (uint16_t i = 0; i < 168; i++) {
            spikes[i] = (noble_spike){time, (uint16_t)((batch * 168u + i) % 16u)};
        }
        result = host_spikes(time, spikes, 168);
        sent += 168;
        CHECK(result == (sent <= 1024 ? NOBLE_RESULT_OK : NOBLE_RESULT_FULL));
        CHECK(host.acknowledge.free_spikes == (sent <= 1024 ? 1024 - sent : 0));
    }
    CHECK(COUNT(spikes_accepted) == 1024 && COUNT(spikes_full) == sent - 1024 && COUNT(spikes_pending_max) == 1024);
    // All at one moment, the first to come first; those whose turn comes too late count.
    host_run_until(time + 10000);
    CHECK(COUNT(spikes_emitted) + COUNT(spikes_late_at_emission) == 1024 && COUNT(spikes_emitted) >= 16);
    for (uint32_t i = 0; i < 16; i++) {
        CHECK(fake.emissions[i].line == i % 16u);
    }
    host_poll();
    CHECK(host_spike(fake.now + 1000, 0) == NOBLE_RESULT_OK && host.acknowledge.free_spikes == 1023);
}

void emitter_LineInterval_IsKeptToTheTick(void)
{
    host_begin_session();
    host_set(NOBLE_REGISTER_LINE_INTERVAL_TICKS, 300);
    host_arm_device();
    const uint64_t time = fake.now + 2000;
    const noble_spike spikes[] = {
        {time, 1}, {time, 1}, {time + 299, 1}, {time + 299, 2}, {time + 300, 1}, {time + 599, 1}, {time + 600, 1}};
    CHECK(host_spikes(time, spikes, 7) == NOBLE_RESULT_OK);
    host_run_until(time + 2000);
    CHECK(COUNT(spikes_emitted) == 4 && COUNT(spikes_limited) == 3);
    CHECK(fake.emissions[2].requested == time + 300 && fake.emissions[3].requested == time + 600);
    CHECK(fake_is_consistent());
}

void emitter_RateWithinOneMoment_IsLimited(void)
{
    host_begin_session();
    host_set(NOBLE_REGISTER_SPIKES_PER_SECOND, 3);
    host_arm_device();
    const uint64_t time = fake.now + 2000;
    const noble_spike spikes[] = {{time, 1}, {time, 2}, {time, 3}, {time, 4}, {time, 5}};
    CHECK(host_spikes(time, spikes, 5) == NOBLE_RESULT_OK);
    host_run_until(time + 1000);
    CHECK(COUNT(spikes_emitted) == 3 && COUNT(spikes_limited) == 2 && fake.emissions[2].line == 3);
}

// The most that were emitted within any second.
static uint32_t most_in_a_second(void)
{
    uint32_t most = 0;
    uint32_t begin = 0;
    for (uint32_t i = 0; i < fake.emissions_count; i++) {
        while (fake.emissions[i].actual - fake.emissions[begin].actual >= 1000000) {
            begin++;
        }
        most = i - begin + 1u > most ? i - begin + 1u : most;
    }
    return most;
}

void emitter_RandomTraffic_KeepsBothLimitsInEveryWindow(void)
{
    host_begin_session();
    host_set(NOBLE_REGISTER_SPIKES_PER_SECOND, 400);
    host_set(NOBLE_REGISTER_LINE_INTERVAL_TICKS, 2000);
    host_arm_device();
    random_source source = {.state = 12};
    static noble_spike spikes[50];
    uint64_t time = fake.now + 5000;
    while (fake.emissions_count < 2500 && time < HOST_START + 20000000) {
        const uint64_t base = time;
        // Busy and quiet times, so that the window is filled and emptied.
        const uint32_t pace = random_below(&source, 16) == 0 ? 20000 : 1500;
        for (size_t i = 0; i < 50; i++) {
            time += random_below(&source, pace);
            spikes[i] = (noble_spike){time, (uint16_t)random_below(&source, 16)};
        }
        host_heartbeat(HOST_SESSION);
        CHECK(host_spikes(base, spikes, 50) == NOBLE_RESULT_OK);
        host_run_until(time - 1000 > fake.now ? time - 1000 : fake.now);
    }
    CHECK(fake.emissions_count <= FAKE_RECORDS_MAX && COUNT(spikes_limited) > 500);
    const uint32_t most = most_in_a_second();
    CHECK(most <= 400 && most > 380);
    uint64_t last[16] = {0};
    for (uint32_t i = 0; i < fake.emissions_count; i++) {
        const fake_emission *emission = &fake.emissions[i];
        CHECK(last[emission->line] == 0 || emission->actual - last[emission->line] >= 2000);
        last[emission->line] = emission->actual;
    }
    CHECK(fake_is_consistent());
}
