#include "clock.h"

#include "mps2.h"
#include "noble_board.h"
#include "skewed_clock.h"
#include "wide_clock.h"

static wide_clock counter;
static skewed_clock device_time;

void clock_start(void)
{
    const uint32_t before = noble_board_lock();
    FPGAIO_PRESCALE = MPS2_CLOCK_PER_TICK - 1u;
    FPGAIO_COUNTER = 0;
    counter = (wide_clock){0};
    device_time = (skewed_clock){0};
    noble_board_unlock(before);
}

uint64_t noble_board_now(void)
{
    const uint32_t before = noble_board_lock();
    skewed_clock_advance(&device_time, wide_clock_extend(&counter, FPGAIO_COUNTER));
    const uint64_t now = device_time.time;
    noble_board_unlock(before);
    return now;
}

void clock_leap(uint64_t ticks)
{
    const uint32_t before = noble_board_lock();
    device_time.time += ticks;
    noble_board_unlock(before);
}

void clock_skew(int32_t ppb)
{
    const uint32_t before = noble_board_lock();
    (void)noble_board_now();
    skewed_clock_set(&device_time, ppb);
    noble_board_unlock(before);
}
