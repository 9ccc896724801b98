#include "lines.h"

#include "noble_board.h"
#include "pin.h"
#include "stm32f446.h"

// The package has no port with all of its 16 pins free: lines 0 to 12 are PC0 to PC12, 13 to 15 are PB13 to PB15.
#define PORT_C_LINES 0x1FFFu
#define PORT_B_LINES 0xE000u
#define REQUEST_PIN 12u     // of GPIOB
#define ACKNOWLEDGE_PIN 11u // of GPIOA

static uint32_t levels_now;
static bool request_high;
static uint32_t safe_levels;
static bool safe_request_high;

void lines_start(void)
{
    GPIO_BSRR(GPIOC) = PORT_C_LINES << 16;
    GPIO_BSRR(GPIOB) = (PORT_B_LINES | 1u << REQUEST_PIN) << 16;
    for (uint32_t line = 0; line < 16; line++) {
        pin_is_output((PORT_C_LINES >> line & 1u) != 0 ? GPIOC : GPIOB, line);
    }
    pin_is_output(GPIOB, REQUEST_PIN);
    pin_is_input(GPIOA, ACKNOWLEDGE_PIN, PIN_PULL_DOWN);
}

// BSRR: a bit in the low half sets its pin, one in the high half clears it. Two stores, some 10 ns apart.
static void drive(uint32_t mask, uint32_t levels)
{
    const uint32_t set = levels & mask;
    const uint32_t clear = ~levels & mask;
    const uint32_t port_c = (set & PORT_C_LINES) | (clear & PORT_C_LINES) << 16;
    const uint32_t port_b = (set & PORT_B_LINES) | (clear & PORT_B_LINES) << 16;
    const uint32_t before = noble_board_lock();
    GPIO_BSRR(GPIOC) = port_c;
    GPIO_BSRR(GPIOB) = port_b;
    levels_now = (levels_now & ~mask) | set;
    noble_board_unlock(before);
}

void noble_board_write_lines(uint32_t mask, uint32_t levels)
{
    drive(mask & UINT16_MAX, levels);
}

void noble_board_aer_data(uint16_t levels)
{
    drive(UINT16_MAX, levels);
}

void noble_board_aer_request(bool high)
{
    pin_write(GPIOB, REQUEST_PIN, high);
    request_high = high;
}

bool noble_board_aer_acknowledge(void)
{
    return pin_is_high(GPIOA, ACKNOWLEDGE_PIN);
}

void lines_keep_as_safe(void)
{
    safe_levels = levels_now;
    safe_request_high = request_high;
}

void lines_restore_safe(void)
{
    noble_board_aer_request(safe_request_high);
    drive(UINT16_MAX, safe_levels);
}
