#include <stdbool.h>

#include "board.h"
#include "clock.h"
#include "cortex_m.h"
#include "ethernet.h"
#include "link.h"
#include "mps2.h"
#include "noble_board.h"
#include "outputs.h"
#include "pins.h"
#include "records.h"
#include "stack.h"
#include "start.h"
#include "wake.h"

// Beyond the linker's RAM: whoever starts QEMU may put a number of his choice here.
#define BOOT_SEED MPS2_REGISTER(0x20020000u)

// The longest that interrupts are off in the core's main loop, and the way into the handler, with room to spare.
#define LEAD_TICKS 2u

#define EMERGENCY_ASSERTED 0x73746F70u

noble_device board_device;
// A pin keeps its level when the processor starts again.
static volatile uint32_t emergency __attribute__((section(".noinit")));

const noble_board_facts noble_board = {
    .name = "mps2-an386",
    .ticks_per_second = 1000000,
    .lead_ticks = LEAD_TICKS,
    .capabilities = NOBLE_CAPABILITY_PULSES | NOBLE_CAPABILITY_AER | NOBLE_CAPABILITY_DAC | NOBLE_CAPABILITY_ADC
        | NOBLE_CAPABILITY_INPUTS | NOBLE_CAPABILITY_EMERGENCY_INPUT | NOBLE_CAPABILITY_SIMULATED,
    .lines = 16,
    .inputs = PINS_INPUTS,
    .dac_channels = 2,
    .dac_bits = 12,
    .adc_channels = 8,
    .adc_bits = 12,
};

uint32_t noble_board_boot(void)
{
    return BOOT_SEED + start_restarts();
}

bool noble_board_emergency(void)
{
    return emergency == EMERGENCY_ASSERTED;
}

void outputs_drive(uint32_t levels)
{
    FPGAIO_LED0 = levels;
}

void board_outputs_safe(void)
{
    FPGAIO_LED0 = 0;
}

void pins_granted(uint32_t ticks)
{
    wake_grant(ticks);
}

void pins_input(uint8_t input, bool high)
{
    noble_device_on_edge(&board_device, input, high, noble_board_now());
}

void pins_emergency(bool asserted)
{
    records_put(RECORD_EMERGENCY, asserted, 0, 0, noble_board_now());
    emergency = asserted ? EMERGENCY_ASSERTED : 0;
    if (asserted) {
        noble_device_on_emergency(&board_device);
    }
}

void pins_skewed(int32_t ppb)
{
    clock_skew(ppb);
}

void pins_restart(void)
{
    start_restart(RESTART_WANTED);
}

static void begin(void)
{
    records_put(RECORD_STARTED, (uint8_t)start_last_restart(), 0, (int32_t)start_restarts(), noble_board_now());
    noble_device_init(&board_device);
}

int main(void)
{
    clock_start();
    begin();
    wake_start();
    link_start();
    ethernet_start();
    cortex_m_interrupts_on();
    for (;;) {
        if (wake_pacing_began()) {
            const uint32_t before = noble_board_lock();
            begin();
            noble_board_unlock(before);
        }
        noble_device_poll(&board_device);
        records_watch(board_device.safety.state);
        const bool more = ethernet_is_used() ? ethernet_send() : link_send();
        stack_check();
        const uint32_t before = noble_board_lock();
        if (!more && noble_device_is_idle(&board_device)) {
            wake_sleep();
        }
        noble_board_unlock(before);
    }
}
