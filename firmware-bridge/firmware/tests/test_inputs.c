// Edges and samples, on their way to the host.
#include "check.h"
#include "fake_board.h"
#include "host.h"
#include "tests.h"

#define COUNT(name) (fake_device.counters.name)

void inputs_Edges_ArriveWithTheirTimes(void)
{
    host_begin_session();
    host_set(NOBLE_REGISTER_INPUT_ENABLE, 0x84);
    const uint64_t time = fake.now;
    noble_device_on_edge(&fake_device, 2, true, time);
    noble_device_on_edge(&fake_device, 3, true, time + 1); // not enabled
    noble_device_on_edge(&fake_device, 7, true, time + 2);
    noble_device_on_edge(&fake_device, 2, false, time + 2);
    host_poll();
    CHECK(host.events == 3 && host.event_messages == 1 && COUNT(input_events) == 3);
    CHECK(host.event[0].time_ticks == time && host.event[0].kind == NOBLE_INPUT_RISING && host.event[0].channel == 2);
    CHECK(host.event[1].channel == 7 && host.event[2].kind == NOBLE_INPUT_FALLING && host.event[2].number == 2);
    CHECK(host.event[2].time_ticks == time + 2 && host.event[2].value == 0);
}

void inputs_EdgesOutOfOrder_AreSentInTwoMessages(void)
{
    host_begin_session();
    host_set(NOBLE_REGISTER_INPUT_ENABLE, 0xFF);
    const uint64_t time = fake.now;
    noble_device_on_edge(&fake_device, 0, true, time + 5);
    noble_device_on_edge(&fake_device, 1, true, time);
    host_poll();
    CHECK(host.events == 2 && host.event_messages == 2 && host.event[1].time_ticks == time);
}

void inputs_Debounce_DropsToTheTick(void)
{
    host_begin_session();
    host_set(NOBLE_REGISTER_INPUT_ENABLE, 0x03);
    host_set(NOBLE_REGISTER_INPUT_DEBOUNCE_TICKS, 50);
    const uint64_t time = fake.now;
    noble_device_on_edge(&fake_device, 0, true, time);
    noble_device_on_edge(&fake_device, 0, false, time + 49);
    noble_device_on_edge(&fake_device, 1, true, time + 49);
    noble_device_on_edge(&fake_device, 0, false, time + 50);
    host_poll();
    CHECK(host.events == 3 && host.event[2].time_ticks == time + 50 && COUNT(input_events_lost) == 0);
}

void inputs_Overflow_LeavesAGapInTheNumbers(void)
{
    host_begin_session();
    host_set(NOBLE_REGISTER_INPUT_ENABLE, 0x01);
    for (uint32_t i = 0; i < NOBLE_INPUT_CAPACITY + 20u; i++) {
        noble_device_on_edge(&fake_device, 0, i % 2 == 0, fake.now + i);
    }
    host_poll();
    noble_device_on_edge(&fake_device, 0, true, fake.now + 1000);
    host_poll();
    CHECK(host.events == NOBLE_INPUT_CAPACITY + 1u && COUNT(input_events_lost) == 20);
    CHECK(host.event[NOBLE_INPUT_CAPACITY].number == NOBLE_INPUT_CAPACITY + 20u);
    CHECK(COUNT(input_events) == NOBLE_INPUT_CAPACITY + 21u && host.event_messages == 4);
}

void inputs_GapInsideTheRing_DividesTheMessages(void)
{
    host_begin_session();
    host_set(NOBLE_REGISTER_INPUT_ENABLE, 0x01);
    // The host does not read: the second time there is room for one message only, and what comes then lies behind a gap.
    for (uint32_t round = 0; round < 2; round++) {
        for (uint32_t i = 0; i < NOBLE_INPUT_CAPACITY + round * 7u; i++) {
            noble_device_on_edge(&fake_device, 0, true, fake.now + i);
        }
        noble_device_poll(&fake_device);
        CHECK(noble_inputs_is_empty(&fake_device) == (round == 0));
        fake.now += 1000;
    }
    for (uint32_t i = 0; i < 3; i++) {
        noble_device_on_edge(&fake_device, 0, false, fake.now + 1000 + i);
    }
    host_take();
    host_poll();
    CHECK(host.events == 2 * NOBLE_INPUT_CAPACITY + 3u && COUNT(input_events_lost) == 7);
    for (uint32_t i = 0; i < host.events; i++) {
        CHECK(host.event[i].number == (i < 2 * NOBLE_INPUT_CAPACITY ? i : i + 7u));
    }
}

void inputs_WrongInput_Asserts(void)
{
    host_begin_session();
    CHECK_ASSERTS(noble_device_on_edge(&fake_device, 8, true, fake.now));
}

void inputs_Samples_ComeAtTheirInterval(void)
{
    host_begin_session();
    host_set(NOBLE_REGISTER_ADC_INTERVAL_TICKS, 500);
    const uint64_t begin = fake.now;
    host_run_until(begin + 100000);
    host_poll();
    CHECK(host.events >= 396 && host.events <= 402);
    for (uint32_t i = 2; i < host.events; i++) {
        CHECK(host.event[i].kind == NOBLE_INPUT_SAMPLE && host.event[i].channel == i % 2u);
        CHECK(host.event[i].value == i);
        const uint64_t apart = host.event[i].time_ticks - host.event[i - 2u].time_ticks;
        CHECK(apart >= 498 && apart <= 502);
    }
    host_set(NOBLE_REGISTER_ADC_INTERVAL_TICKS, 0);
    const uint32_t events = host.events;
    host_run_until(fake.now + 10000);
    CHECK(host.events == events);
}

void inputs_SamplesAndSpikes_DoNotMakeSpikesLate(void)
{
    host_begin_session();
    host_set(NOBLE_REGISTER_ADC_INTERVAL_TICKS, 100);
    host_arm_device();
    fake.adc_ticks = 6;
    const uint64_t time = fake.now + 3000;
    noble_spike spikes[100];
    for (uint16_t i = 0; i < 100; i++) {
        spikes[i] = (noble_spike){time + i * 97u, i % 16u};
    }
    CHECK(host_spikes(time, spikes, 100) == NOBLE_RESULT_OK);
    host_run_until(time + 12000);
    CHECK(COUNT(spikes_emitted) == 100);
    for (uint32_t i = 0; i < 100; i++) {
        CHECK(fake.emissions[i].actual == fake.emissions[i].requested);
    }
    CHECK(host.events > 200);
}

void inputs_DenseSpikes_DoNotHoldSamplesUpForEver(void)
{
    host_begin_session();
    host_set(NOBLE_REGISTER_ADC_INTERVAL_TICKS, 100);
    host_set(NOBLE_REGISTER_PULSE_TICKS, 1);
    host_arm_device();
    const uint64_t time = fake.now + 6000;
    static noble_spike spikes[168];
    for (uint32_t batch = 0; batch < 5; batch++) {
        for (uint32_t i = 0; i < 168; i++) {
            spikes[i] = (noble_spike){time + (batch * 168u + i) * 5u, (uint16_t)(i % 16u)};
        }
        CHECK(host_spikes(spikes[0].time_ticks, spikes, 168) == NOBLE_RESULT_OK);
    }
    fake_run_until(time - 100);
    host_poll();
    const uint32_t samples = fake.samples;
    fake_run_until(time + 4200);
    CHECK(fake.samples - samples >= 6 && COUNT(spikes_emitted) > 700);
}
