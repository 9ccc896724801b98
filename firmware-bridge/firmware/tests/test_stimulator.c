// Codes of the converters, and the limits of a channel: slew, charge, rate.
#include "check.h"
#include "fake_board.h"
#include "host.h"
#include "random.h"
#include "tests.h"

#define COUNT(name) (fake_device.counters.name)
#define REST 2048
#define SLEW (NOBLE_REGISTER_DAC + NOBLE_REGISTER_DAC_SLEW_CODES_PER_MILLISECOND)
#define CHARGE (NOBLE_REGISTER_DAC + NOBLE_REGISTER_DAC_CHARGE_CODE_MILLISECONDS)
#define WINDOW (NOBLE_REGISTER_DAC + NOBLE_REGISTER_DAC_CHARGE_WINDOW_MILLISECONDS)
#define RATE (NOBLE_REGISTER_DAC + NOBLE_REGISTER_DAC_STIMULI_PER_SECOND)

static void begin_session(void)
{
    host_begin_session();
    CHECK(host_write(NOBLE_REGISTER_DAC, NOBLE_REGISTER_TYPE_U16, 100) == NOBLE_RESULT_OK);
    CHECK(host_write(NOBLE_REGISTER_DAC + 1, NOBLE_REGISTER_TYPE_U16, 4000) == NOBLE_RESULT_OK);
}

static const fake_code *last_code(void)
{
    return &fake.codes[fake.codes_count - 1u];
}

void stimulator_Levels_AreSetAtTheirTick(void)
{
    begin_session();
    host_arm_device();
    const uint64_t time = fake.now + 3000;
    CHECK(host_stimulus(time, 0, 3000) == NOBLE_RESULT_OK && host.acknowledge.free_stimuli == 255);
    CHECK(host_stimulus(time + 500, 0, REST) == NOBLE_RESULT_OK && host.acknowledge.free_stimuli == 254);
    const uint32_t codes = fake.codes_count;
    host_run_until(time + 1000);
    CHECK(fake.codes_count == codes + 2u && COUNT(stimuli_applied) == 2 && COUNT(stimuli_late) == 0);
    CHECK(fake.codes[codes].time == time && fake.codes[codes].code == 3000 && fake.codes[codes].channel == 0);
    CHECK(fake.codes[codes + 1u].time == time + 500 && fake.codes[codes + 1u].code == REST);
}

void stimulator_PastLevel_IsSetAtOnceAndLate(void)
{
    begin_session();
    host_arm_device();
    CHECK(host_stimulus(0, 0, 100) == NOBLE_RESULT_OK);
    CHECK(fake.dac[0] == 100 && COUNT(stimuli_late) == 1 && COUNT(stimuli_applied) == 1);
}

void stimulator_OutsideTheLimits_IsMalformedAsAWhole(void)
{
    begin_session();
    host_arm_device();
    static const struct {
        uint8_t channel;
        uint16_t code;
    } bad[] = {{0, 99}, {0, 4001}, {0, 65535}, {2, 2048}, {1, 2047}};
    for (size_t i = 0; i < sizeof bad / sizeof bad[0]; i++) {
        CHECK(host_stimulus(fake.now + 5000, bad[i].channel, bad[i].code) == NOBLE_RESULT_MALFORMED);
        CHECK(host.acknowledge.error == NOBLE_ERROR_VALUE_OUT_OF_RANGE);
    }
    CHECK(host.acknowledge.free_stimuli == 256 && fake_device.receiver.counters.errors[NOBLE_ERROR_VALUE_OUT_OF_RANGE] == 5);
}

void stimulator_NotArmedOrFull_IsRefused(void)
{
    begin_session();
    CHECK(host_stimulus(fake.now + 5000, 0, 3000) == NOBLE_RESULT_NOT_ARMED);
    host_arm_device();
    for (uint32_t i = 0; i < NOBLE_STIMULUS_CAPACITY; i++) {
        CHECK(host_stimulus(fake.now + 400000, 0, 3000) == NOBLE_RESULT_OK);
    }
    CHECK(host.acknowledge.free_stimuli == 0);
    CHECK(host_stimulus(fake.now + 400000, 0, 3000) == NOBLE_RESULT_FULL);
    CHECK(COUNT(stimuli_refused) == 2);
}

void stimulator_LargeStep_BecomesARamp(void)
{
    begin_session();
    host_set(SLEW, 100);
    host_arm_device();
    const uint64_t time = fake.now + 3000;
    CHECK(host_stimulus(time, 0, REST + 350) == NOBLE_RESULT_OK);
    const uint32_t codes = fake.codes_count;
    host_run_until(time + 10000);
    CHECK(fake.codes_count == codes + 4u);
    for (uint32_t i = 0; i < 4; i++) {
        CHECK(fake.codes[codes + i].time >= time + i * 1000u && fake.codes[codes + i].time <= time + i * 1000u + 3);
        CHECK(fake.codes[codes + i].code == (i < 3 ? REST + 100 + i * 100u : REST + 350));
    }
}

void stimulator_RandomLevels_KeepTheSlewInEveryMillisecond(void)
{
    begin_session();
    host_set(SLEW, 200);
    host_arm_device();
    random_source source = {.state = 41};
    const uint32_t first = fake.codes_count - 1u;
    while (fake.codes_count < 3000) {
        const uint64_t time = fake.now + 200 + random_below(&source, 3000);
        CHECK(host_stimulus(time, 0, (uint16_t)(100 + random_below(&source, 3900))) == NOBLE_RESULT_OK);
        host_run_until(time + random_below(&source, 4000));
    }
    for (uint32_t i = first + 1; i < fake.codes_count; i++) {
        uint32_t change = 0;
        for (uint32_t k = i; k > first && fake.codes[i].time - fake.codes[k].time < 1000; k--) {
            const int32_t step = (int32_t)fake.codes[k].code - fake.codes[k - 1u].code;
            change += (uint32_t)(step < 0 ? -step : step);
        }
        CHECK(change <= 200);
    }
    CHECK(fake_is_consistent());
}

// The sum of |code - rest| x ticks between two moments, of channel 0.
static uint64_t delivered(uint64_t from, uint64_t to)
{
    uint64_t sum = 0;
    for (uint32_t i = 0; i < fake.codes_count; i++) {
        if (fake.codes[i].channel != 0) {
            continue;
        }
        uint32_t next = i + 1u;
        while (next < fake.codes_count && fake.codes[next].channel != 0) {
            next++;
        }
        const uint64_t end = next < fake.codes_count && fake.codes[next].time < to ? fake.codes[next].time : to;
        const uint64_t begin = fake.codes[i].time > from ? fake.codes[i].time : from;
        if (end > begin) {
            sum += (end - begin) * (uint64_t)(fake.codes[i].code > REST ? fake.codes[i].code - REST : REST - fake.codes[i].code);
        }
    }
    return sum;
}

static void run_random_charge(uint32_t slew, uint64_t seed)
{
    begin_session();
    host_set(CHARGE, 20000); // 1,000 codes for 20 ms
    host_set(WINDOW, 100);
    host_set(SLEW, slew);
    host_set(RATE, 100000);
    host_arm_device();
    random_source source = {.state = seed};
    const uint64_t begin = fake.now;
    while (fake.now < begin + 3000000 && fake.codes_count < FAKE_RECORDS_MAX) {
        const uint64_t time = fake.now + 100 + random_below(&source, 6000);
        const uint16_t code = random_below(&source, 3) == 0 ? REST : (uint16_t)(100 + random_below(&source, 3900));
        CHECK(host_stimulus(time, 0, code) == NOBLE_RESULT_OK);
        host_run_until(time + random_below(&source, 8000));
    }
    CHECK(COUNT(stimuli_limited) > 20 && fake.codes_count < FAKE_RECORDS_MAX);
    uint64_t most = 0;
    // The sum grows to its highest where a code ends, so that windows which end there are enough.
    for (uint32_t i = 1; i < fake.codes_count; i++) {
        if (fake.codes[i].time > begin + 100000) {
            const uint64_t sum = delivered(fake.codes[i].time - 100000, fake.codes[i].time);
            most = sum > most ? sum : most;
        }
    }
    CHECK(most <= UINT64_C(20000) * 1000u);
    // And it is not kept by doing nothing.
    CHECK(most > UINT64_C(12000) * 1000u);
}

void stimulator_RandomLevels_KeepTheChargeInEveryWindow(void)
{
    run_random_charge(0, 42);
    run_random_charge(500, 43);
    run_random_charge(100, 44);
}

void stimulator_HeldLevel_GivesWayBeforeTheChargeIsReached(void)
{
    begin_session();
    host_set(CHARGE, 10000);
    host_arm_device();
    const uint64_t time = fake.now + 3000;
    CHECK(host_stimulus(time, 0, REST - 1000) == NOBLE_RESULT_OK);
    host_run_until(time + 50000);
    // 10 ms at 1,000 codes, less the millisecond that is kept in hand.
    CHECK(fake.dac[0] == REST && COUNT(stimuli_limited) == 1);
    CHECK(last_code()->time >= time + 8900 && last_code()->time <= time + 9001);
    // After the window it may again.
    host_run_until(time + 1100000);
    CHECK(host_stimulus(fake.now, 0, REST + 1000) == NOBLE_RESULT_OK && fake.dac[0] == REST + 1000);
}

void stimulator_ReArming_DoesNotForgetTheCharge(void)
{
    begin_session();
    host_set(CHARGE, 10000);
    host_arm_device();
    CHECK(host_stimulus(fake.now, 0, REST + 1000) == NOBLE_RESULT_OK);
    host_run_until(fake.now + 8000);
    host_send(NOBLE_TYPE_SAFE_STATE, NULL, 0);
    host_poll();
    host_set(WINDOW, 2000);
    host_hello(HOST_SESSION + 1);
    host_heartbeat(HOST_SESSION + 1);
    CHECK(host_arm() == NOBLE_RESULT_OK);
    const uint64_t begin = fake.now;
    CHECK(host_stimulus(fake.now, 0, REST + 1000) == NOBLE_RESULT_OK);
    host_run_until(begin + 50000);
    CHECK(fake.dac[0] == REST && last_code()->time < begin + 2000);
}

void stimulator_LongerWindow_KeepsWhatWasDeliveredAsLong(void)
{
    begin_session();
    host_set(CHARGE, 10000);
    host_arm_device();
    CHECK(host_stimulus(fake.now, 0, REST + 1000) == NOBLE_RESULT_OK);
    host_run_until(fake.now + 20000);
    host_send(NOBLE_TYPE_SAFE_STATE, NULL, 0);
    host_poll();
    host_set(WINDOW, 5000);
    const uint64_t begin = fake.now;
    host_run_until(begin + 4900000);
    CHECK(host_arm() == NOBLE_RESULT_OK);
    CHECK(host_stimulus(fake.now, 0, REST + 1000) == NOBLE_RESULT_OK && fake.dac[0] == REST);
    host_run_until(begin + 5400000);
    CHECK(host_stimulus(fake.now, 0, REST + 1000) == NOBLE_RESULT_OK && fake.dac[0] == REST + 1000);
}

void stimulator_Rate_ReplacesWhatLeavesRestTooOften(void)
{
    begin_session();
    host_set(RATE, 10);
    host_arm_device();
    uint32_t left = 0;
    for (uint32_t i = 0; i < 300; i++) {
        const uint32_t codes = fake.codes_count;
        CHECK(host_stimulus(fake.now + 200, 0, 3000) == NOBLE_RESULT_OK);
        CHECK(host_stimulus(fake.now + 5000, 0, REST) == NOBLE_RESULT_OK);
        host_run_until(fake.now + 10000);
        left += fake.codes_count > codes ? 1u : 0u;
    }
    // About three seconds.
    CHECK(left >= 30 && left <= 40 && COUNT(stimuli_limited) == 300 - left);
    uint64_t times[400];
    uint32_t count = 0;
    for (uint32_t i = 0; i < fake.codes_count; i++) {
        if (fake.codes[i].code == 3000) {
            times[count++] = fake.codes[i].time;
            CHECK(count <= 10 || times[count - 1u] - times[count - 11u] >= 1000000);
        }
    }
}
