#include <stdbool.h>

#include "adc.h"
#include "board.h"
#include "clock_tree.h"
#include "cortex_m.h"
#include "dac.h"
#include "inputs.h"
#include "lines.h"
#include "link.h"
#include "mcp3208.h"
#include "mcp4922.h"
#include "noble_board.h"
#include "stack.h"
#include "start.h"
#include "stm32f446.h"
#include "timer.h"

// Not measured on a part: three times the 1,000 instructions that a moment's preparation takes, at 180 MHz.
#define LEAD_TICKS 20u
#define PROCESSOR_HERTZ 180000000u
#define WATCHDOG_RELOAD 250u // ms, as the watchdog's oscillator has it: 170 to 480 in truth

#define NAME_EXTERNAL "nucleo-f446re"
#define NAME_INTERNAL "nucleo-f446-hsi"
_Static_assert(sizeof NAME_INTERNAL - 1 <= NOBLE_WELCOME_BOARD_BYTES, "a name fits");

noble_device board_device;

static char name[NOBLE_WELCOME_BOARD_BYTES + 1] = NAME_EXTERNAL;

const noble_board_facts noble_board = {
    .name = name,
    .ticks_per_second = 1000000,
    .lead_ticks = LEAD_TICKS,
    .capabilities = NOBLE_CAPABILITY_PULSES | NOBLE_CAPABILITY_AER | NOBLE_CAPABILITY_DAC | NOBLE_CAPABILITY_ADC
        | NOBLE_CAPABILITY_INPUTS | NOBLE_CAPABILITY_EMERGENCY_INPUT,
    .lines = 16,
    .inputs = INPUTS_COUNT,
    .dac_channels = MCP4922_CHANNELS,
    .dac_bits = MCP4922_BITS,
    .adc_channels = MCP3208_CHANNELS,
    .adc_bits = MCP3208_BITS,
};

// RAM that nothing uses: after power it holds what chance left there.
extern uint32_t unused_begin[], unused_end[];
static uint32_t boot_number __attribute__((section(".noinit")));

// The part has no source of random numbers.
static void draw_boot_number(void)
{
    uint32_t mixed = boot_number + 1u;
    for (const uint32_t *word = unused_begin; (uintptr_t)word < (uintptr_t)unused_end; word++) {
        mixed = (mixed ^ *word) * 0x01000193u;
    }
    boot_number = mixed;
}

uint32_t noble_board_boot(void)
{
    return boot_number;
}

void noble_board_emitted(uint16_t line, uint64_t requested_ticks, uint64_t actual_ticks)
{
    (void)line;
    (void)requested_ticks;
    (void)actual_ticks;
}

void noble_board_made_safe(uint8_t cause, uint64_t tick)
{
    (void)cause;
    (void)tick;
    lines_keep_as_safe();
    dac_keep_as_safe();
}

static volatile bool has_outputs;

void board_outputs_safe(void)
{
    if (has_outputs) {
        lines_restore_safe();
        dac_restore_safe();
    }
}

static void start_watchdog(void)
{
    IWDG_KR = IWDG_KR_START;
    IWDG_KR = IWDG_KR_UNLOCK;
    IWDG_PR = IWDG_PR_32; // of about 32 kHz
    IWDG_RLR = WATCHDOG_RELOAD;
    IWDG_KR = IWDG_KR_RELOAD;
}

// The name tells the host that the board's clock is a hundred times worse than it should be.
static void name_by_clock(bool has_external)
{
    static const char internal[] = NAME_INTERNAL;
    for (uint32_t i = 0; !has_external && i < sizeof internal; i++) {
        name[i] = internal[i];
    }
}

static void start_tick(void)
{
    SYST_RVR = PROCESSOR_HERTZ / 1000u - 1u;
    SYST_CVR = 0;
    SCB_SHPR3_SYSTICK = PRIORITY_TICK;
    SYST_CSR = SYST_CSR_CLKSOURCE | SYST_CSR_TICKINT | SYST_CSR_ENABLE;
}

int main(void)
{
    start_watchdog();
    draw_boot_number();
    name_by_clock(clock_tree_start());
    RCC_AHB1ENR |= RCC_AHB1ENR_GPIOA | RCC_AHB1ENR_GPIOB | RCC_AHB1ENR_GPIOC;
    lines_start();
    dac_start();
    has_outputs = true;
    timer_start();
    noble_device_init(&board_device);
    inputs_start();
    adc_start();
    link_start();
    start_tick();
    cortex_m_interrupts_on();
    for (;;) {
        noble_device_poll(&board_device);
        stack_check();
        IWDG_KR = IWDG_KR_RELOAD;
        const uint32_t before = noble_board_lock();
        if (noble_device_is_idle(&board_device)) {
            cortex_m_wait_for_interrupt();
        }
        noble_board_unlock(before);
    }
}
