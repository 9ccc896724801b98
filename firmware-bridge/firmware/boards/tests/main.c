// What boards share and this machine can run: clocks, the pins' bytes, records.
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include "noble_board.h"
#include "noble_bytes.h"
#include "partner.h"
#include "pins.h"
#include "records.h"
#include "skewed_clock.h"
#include "wide_clock.h"

static int failed;
static int passed;

static void equal(const char *what, int64_t expected, int64_t found)
{
    if (expected == found) {
        passed++;
        return;
    }
    failed++;
    printf("FAILED: %s: expected %lld, found %lld\n", what, (long long)expected, (long long)found);
}

uint32_t noble_board_lock(void)
{
    return 0;
}

void noble_board_unlock(uint32_t before)
{
    (void)before;
}

uint64_t noble_board_now(void)
{
    return 7;
}

// What the pins' bytes did, in a line.
static char done[256];

static void note(const char *what, long long number)
{
    const size_t at = strlen(done);
    snprintf(done + at, sizeof done - at, "%s %lld,", what, number);
}

void pins_granted(uint32_t ticks)
{
    note("grant", ticks);
}

void pins_input(uint8_t input, bool high)
{
    note(high ? "high" : "low", input);
}

void pins_emergency(bool asserted)
{
    note("emergency", asserted);
}

void pins_skewed(int32_t ppb)
{
    note("skew", ppb);
}

void pins_restart(void)
{
    note("restart", 0);
}

void partner_set(partner_mode mode)
{
    note("partner", mode);
}

static void wide_clock_crosses_its_wrap(void)
{
    wide_clock clock = {0};
    equal("before the wrap", 0xFFFFFFF0, (int64_t)wide_clock_extend(&clock, 0xFFFFFFF0));
    equal("the last before it", 0xFFFFFFFF, (int64_t)wide_clock_extend(&clock, 0xFFFFFFFF));
    equal("the wrap", 0x100000000, (int64_t)wide_clock_extend(&clock, 0));
    equal("the same count again", 0x100000000, (int64_t)wide_clock_extend(&clock, 0));
    equal("after it", 0x100000005, (int64_t)wide_clock_extend(&clock, 5));
    equal("the second wrap", 0x200000004, (int64_t)wide_clock_extend(&clock, 4));
}

static void skewed_clock_runs(int32_t ppb, uint64_t step, int64_t expected)
{
    skewed_clock clock = {0};
    uint64_t last = 0;
    bool is_monotonic = true;
    skewed_clock_set(&clock, ppb);
    for (uint64_t raw = step; raw <= 1000000000u; raw += step) {
        skewed_clock_advance(&clock, raw);
        is_monotonic = is_monotonic && clock.time >= last;
        last = clock.time;
    }
    equal("a thousand seconds by a skewed clock", expected, (int64_t)clock.time);
    equal("it never goes back", 1, is_monotonic);
}

// Of a tick in 2^-32 the rate loses less than one, so that a thousand seconds are right to a quarter of a tick.
static void skewed_clock_keeps_its_rate(void)
{
    skewed_clock_runs(0, 1000, 1000000000);
    skewed_clock_runs(200000, 1000, 1000199999);
    skewed_clock_runs(200000, 1, 1000199999);
    skewed_clock_runs(200000, 1000000000, 1000199999);
    skewed_clock_runs(-200000, 1000, 999799999);
    skewed_clock_runs(-1000000, 1000, 998999999);
}

static void skewed_clock_changes_without_a_jump(void)
{
    skewed_clock clock = {0};
    skewed_clock_set(&clock, 1000000);
    skewed_clock_advance(&clock, 10000500);
    const uint64_t before = clock.time;
    skewed_clock_set(&clock, -1000000);
    skewed_clock_advance(&clock, 10000500);
    equal("at the change", (int64_t)before, (int64_t)clock.time);
    skewed_clock_advance(&clock, 10002500);
    equal("2,000 ticks after it", (int64_t)before + 1998, (int64_t)clock.time);
}

static void pins_do(const char *expected, const uint8_t *bytes, size_t count)
{
    pins_reader reader = {0};
    done[0] = 0;
    for (size_t i = 0; i < count; i++) {
        pins_take(&reader, bytes[i]);
    }
    if (strcmp(done, expected) != 0) {
        failed++;
        printf("FAILED: pins: expected %s found %s\n", expected, done);
    } else {
        passed++;
    }
}

static void pins_know_their_bytes(void)
{
    pins_do("grant 50,grant 10000,", (const uint8_t[]){0x01, 0xC8}, 2);
    pins_do("", (const uint8_t[]){0x00, 0xC9, 0xCF, 0xD8, 0xE8, 0xFF}, 6);
    pins_do("low 0,low 7,high 0,high 7,", (const uint8_t[]){0xD0, 0xD7, 0xE0, 0xE7}, 4);
    pins_do("emergency 0,emergency 1,restart 0,", (const uint8_t[]){0xF0, 0xF1, 0xFA}, 3);
    pins_do("partner 0,partner 1,partner 2,", (const uint8_t[]){0xF2, 0xF3, 0xF4}, 3);
    // The bytes of a number are no commands.
    pins_do("skew -200000,emergency 1,", (const uint8_t[]){0xF8, 0xC0, 0xF2, 0xFC, 0xFF, 0xF1}, 6);
    // 1,000,001 is too much.
    pins_do("grant 50,", (const uint8_t[]){0xF8, 0x41, 0x42, 0x0F, 0x00, 0x01}, 6);
}

static bool take_record(uint8_t *record)
{
    for (uint32_t i = 0; i < RECORD_BYTES; i++) {
        if (!records_next_byte(record + i)) {
            return false;
        }
    }
    return true;
}

static void records_are_kept_and_losses_told(void)
{
    uint8_t record[RECORD_BYTES];
    equal("none at first", 0, take_record(record));
    records_put(RECORD_EMISSION, 3, 0x1234, -2, 0x1122334455667788);
    equal("one", 1, take_record(record));
    const uint8_t expected[RECORD_BYTES] = {
        1, 3, 0x34, 0x12, 0xFE, 0xFF, 0xFF, 0xFF, 0x88, 0x77, 0x66, 0x55, 0x44, 0x33, 0x22, 0x11};
    equal("its bytes", 0, memcmp(expected, record, sizeof record));
    for (uint32_t i = 0; i < RECORDS_CAPACITY + 5; i++) {
        records_put(RECORD_LEVELS, 0, 0, 0, i);
    }
    equal("as many wait as there is room for", RECORDS_CAPACITY, records_waiting());
    for (uint32_t i = 0; i < RECORDS_CAPACITY; i++) {
        equal("taken", 1, take_record(record));
        equal("in order", i, (int64_t)noble_get_u64(record + 8));
    }
    equal("the loss is told", 1, take_record(record));
    equal("its kind", RECORD_LOST, record[0]);
    equal("how many", 5, noble_get_u32(record + 4));
    equal("none after it", 0, take_record(record));
}

int main(void)
{
    static void (*const tests[])(void) = {
        wide_clock_crosses_its_wrap,
        skewed_clock_keeps_its_rate,
        skewed_clock_changes_without_a_jump,
        pins_know_their_bytes,
        records_are_kept_and_losses_told,
    };
    const int count = (int)(sizeof tests / sizeof tests[0]);
    int wrong = 0;
    for (int i = 0; i < count; i++) {
        const int before = failed;
        tests[i]();
        wrong += failed > before;
    }
    printf("%d checks held\n", passed);
    printf("%d passed, %d failed\n", count - wrong, wrong);
    return wrong == 0 ? 0 : 1;
}
