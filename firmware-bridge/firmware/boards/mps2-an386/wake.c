#include "wake.h"

#include "board.h"
#include "clock.h"
#include "cortex_m.h"
#include "mps2.h"
#include "noble_board.h"

#define NEVER UINT64_MAX
// So that the timer's own rate, which knows nothing of a skewed clock, is off by less than a tick.
#define STRIDE_TICKS 1000u
// Longer than a turn of the main loop that has no bytes to work on.
#define SHORT_TURN_TICKS 100u

// All under the lock.
static uint64_t wanted = NEVER;
static uint64_t granted;
static bool paced;
static bool pacing_began;
static bool armed;
static bool long_turn;

static void disarm(void)
{
    if (armed) {
        TIMER0_CTRL = 0;
        armed = false;
    }
}

static void arm(uint64_t tick, uint64_t now)
{
    if (tick <= now) {
        cortex_m_set_pending(IRQ_TIMER0);
        return;
    }
    const uint64_t wait = tick - now;
    // With a period in RELOAD every other interrupt comes one period late in QEMU.
    TIMER0_VALUE = (wait < STRIDE_TICKS ? (uint32_t)wait : STRIDE_TICKS) * MPS2_CLOCK_PER_TICK;
    TIMER0_CTRL = TIMER_CTRL_ENABLE | TIMER_CTRL_INTERRUPT;
    armed = true;
}

// A timer that is set costs QEMU a change of threads. In paced mode the sleep looks after the time, so that only a turn of the
// main loop that may last beyond it needs one.
static void arm_for_turn(uint64_t now)
{
    if (wanted != NEVER && (!paced || long_turn || wanted <= now + SHORT_TURN_TICKS)) {
        arm(wanted, now);
    } else {
        disarm();
    }
}

void wake_start(void)
{
    // Any of these that runs lets QEMU's counted time leap by minutes while the board is idle.
    TIMER1_CTRL = 0;
    DUALTIMER_TIMER1_CTRL = 0;
    DUALTIMER_TIMER2_CTRL = 0;
    WATCHDOG_CTRL = 0;
    // QEMU's watchdog counts even so, until it has run out twice without effect.
    WATCHDOG_LOAD = 1000;
    TIMER0_CTRL = 0;
    TIMER0_RELOAD = 0;
    TIMER0_INTCLEAR = 1;
    cortex_m_enable(IRQ_TIMER0, PRIORITY_TIMER);
}

void noble_board_wake_at(uint64_t tick)
{
    const uint32_t before = noble_board_lock();
    wanted = tick;
    arm_for_turn(noble_board_now());
    noble_board_unlock(before);
}

void noble_board_wake_never(void)
{
    noble_board_wake_at(NEVER);
}

void wake_grant(uint32_t ticks)
{
    const uint32_t before = noble_board_lock();
    if (!paced) {
        paced = true;
        pacing_began = true;
        granted = 0;
        clock_start();
    }
    granted += ticks;
    noble_board_unlock(before);
}

bool wake_pacing_began(void)
{
    const uint32_t before = noble_board_lock();
    const bool began = pacing_began;
    pacing_began = false;
    noble_board_unlock(before);
    return began;
}

bool wake_is_paced(void)
{
    return paced;
}

void wake_expect_long_turn(void)
{
    const uint32_t before = noble_board_lock();
    if (!long_turn) {
        long_turn = true;
        arm_for_turn(noble_board_now());
    }
    noble_board_unlock(before);
}

// What would have been slept is leapt over.
static void sleep_paced(uint64_t now)
{
    const uint64_t end = granted < now + STRIDE_TICKS ? granted : now + STRIDE_TICKS;
    const uint64_t until = wanted < end ? wanted : end;
    if (until > now) {
        clock_leap(until - now);
    } else if (wanted > now) {
        disarm();
        cortex_m_wait_for_interrupt();
    }
}

static void sleep_free(uint64_t now)
{
    const uint64_t end = now + STRIDE_TICKS;
    arm(wanted < end ? wanted : end, now);
    cortex_m_wait_for_interrupt();
}

void wake_sleep(void)
{
    const uint64_t now = noble_board_now();
    long_turn = false;
    if (paced) {
        sleep_paced(now);
    } else {
        sleep_free(now);
    }
    arm_for_turn(noble_board_now());
}

void wake_on_timer(void)
{
    TIMER0_INTCLEAR = 1;
    disarm();
    const uint64_t now = noble_board_now();
    if (now >= wanted) {
        wanted = NEVER;
        noble_device_on_timer(&board_device);
    } else {
        arm_for_turn(now);
    }
}
