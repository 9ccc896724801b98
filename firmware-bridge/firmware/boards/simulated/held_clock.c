#define _POSIX_C_SOURCE 200809L
#include "held_clock.h"

#include <time.h>

#include "noble_board.h"
#include "skewed_clock.h"

#define NANOSECONDS_PER_TICK 1000
#define NEVER UINT64_MAX
// Within the interrupt time goes on by a tick for so many looks at it: what is done between two looks takes none.
#define LOOKS_PER_TICK 8u

static bool holds;
static uint64_t raw_start;
static skewed_clock real;
static uint64_t wanted = NEVER;
static uint64_t shown; // what was last said
static bool in_timer;
static uint32_t looks;

static uint64_t raw_now(void)
{
    struct timespec time;
    clock_gettime(CLOCK_MONOTONIC, &time);
    return (uint64_t)time.tv_sec * 1000000u + (uint64_t)time.tv_nsec / NANOSECONDS_PER_TICK;
}

static uint64_t real_now(void)
{
    skewed_clock_advance(&real, raw_now() - raw_start);
    return real.time;
}

void held_clock_start(bool hold)
{
    holds = hold;
    raw_start = raw_now();
    const int32_t rate = real.rate;
    real = (skewed_clock){.rate = rate};
    wanted = NEVER;
    shown = 0;
    in_timer = false;
}

void held_clock_skew(int32_t ppb)
{
    (void)real_now();
    skewed_clock_set(&real, ppb);
}

uint64_t noble_board_now(void)
{
    uint64_t now = real_now();
    if (holds && in_timer) {
        const uint64_t most = shown + (++looks % LOOKS_PER_TICK == 0 ? 1u : 0u);
        now = now < most ? now : most;
    } else if (holds) {
        now = now < wanted ? now : wanted;
    }
    shown = now > shown ? now : shown;
    return shown;
}

void noble_board_wake_at(uint64_t tick)
{
    wanted = tick;
}

void noble_board_wake_never(void)
{
    wanted = NEVER;
}

bool held_clock_enter_timer(void)
{
    if (real_now() < wanted) {
        return false;
    }
    if (holds && wanted > shown) {
        shown = wanted;
    }
    wanted = NEVER;
    in_timer = true;
    looks = 0;
    return true;
}

void held_clock_leave_timer(void)
{
    in_timer = false;
}

int64_t held_clock_wait(int64_t longest)
{
    const uint64_t now = real_now();
    if (wanted <= now) {
        return 0;
    }
    const uint64_t ticks = wanted - now;
    return ticks < (uint64_t)longest / NANOSECONDS_PER_TICK ? (int64_t)ticks * NANOSECONDS_PER_TICK : longest;
}
