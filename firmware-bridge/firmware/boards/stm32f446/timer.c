#include "timer.h"

#include <stdbool.h>

#include "board.h"
#include "clock_tree.h"
#include "cortex_m.h"
#include "inputs.h"
#include "noble_board.h"
#include "stm32f446.h"
#include "wide_clock.h"

#define NEVER UINT64_MAX

static wide_clock counter;
static uint64_t wanted = NEVER; // under the lock

void timer_start(void)
{
    RCC_APB1ENR |= RCC_APB1ENR_TIM2;
    TIM2_PSC = CLOCK_TIMERS_HERTZ / 1000000u - 1u;
    TIM2_ARR = UINT32_MAX;
    TIM2_CCMR1 = TIM_CCMR1_CC2S_TI2;
    TIM2_CCMR2 = TIM_CCMR2_CC3S_TI3;
    TIM2_CCER = TIM_CCER_CC2_BOTH_EDGES | TIM_CCER_CC3_BOTH_EDGES;
    TIM2_EGR = TIM_EGR_UG; // takes the prescaler over
    TIM2_SR = 0;
    TIM2_DIER = TIM_CC1 | TIM_CC2 | TIM_CC3;
    TIM2_CR1 = TIM_CR1_CEN;
    cortex_m_enable(IRQ_TIM2, PRIORITY_TIMER);
}

uint64_t noble_board_now(void)
{
    const uint32_t before = noble_board_lock();
    const uint64_t now = wide_clock_extend(&counter, TIM2_CNT);
    noble_board_unlock(before);
    return now;
}

void noble_board_wake_at(uint64_t tick)
{
    const uint32_t before = noble_board_lock();
    wanted = tick;
    // A moment beyond the counter's 32 bits matches early, and is compared again in the interrupt.
    TIM2_CCR1 = (uint32_t)tick;
    if (tick != NEVER && noble_board_now() >= tick) {
        TIM2_EGR = TIM_CC1;
    }
    noble_board_unlock(before);
}

void noble_board_wake_never(void)
{
    noble_board_wake_at(NEVER);
}

// The full tick of a capture that was made less than 71 minutes ago.
static uint64_t tick_of(uint32_t captured)
{
    const uint64_t now = noble_board_now();
    return now - ((uint32_t)now - captured);
}

void timer_on_interrupt(void)
{
    const uint32_t status = TIM2_SR;
    // Reading a captured count clears its flag; the others are cleared by writing 0 to them alone.
    if ((status & TIM_CC2) != 0) {
        inputs_on_capture(0, tick_of(TIM2_CCR2));
    }
    if ((status & TIM_CC3) != 0) {
        inputs_on_capture(1, tick_of(TIM2_CCR3));
    }
    if ((status & TIM_CC1) != 0) {
        TIM2_SR = ~TIM_CC1;
        if (noble_board_now() >= wanted) {
            wanted = NEVER;
            noble_device_on_timer(&board_device);
        }
    }
}
