#include "link.h"

#include "board.h"
#include "cortex_m.h"
#include "mps2.h"
#include "noble_board.h"
#include "pins.h"
#include "records.h"
#include "wake.h"

#define BYTES_A_TURN 64u

static pins_reader reader;

static void start(uint32_t uart)
{
    UART_BAUDDIV(uart) = UART_BAUDDIV_MIN;
    UART_CTRL(uart) = UART_CTRL_TX_ENABLE | UART_CTRL_RX_ENABLE | UART_CTRL_RX_INTERRUPT;
}

void link_start(void)
{
    start(UART0);
    start(UART1);
    cortex_m_enable(IRQ_UART0_RX, PRIORITY_LINK);
    cortex_m_enable(IRQ_UART1_RX, PRIORITY_PINS);
}

// Nobody waits for a line: one that is full is tried again at the next turn, at most a millisecond later.
static bool is_full(uint32_t uart)
{
    return (UART_STATE(uart) & UART_STATE_TX_FULL) != 0;
}

static bool send_to_host(void)
{
    uint8_t byte;
    for (uint32_t i = 0; i < BYTES_A_TURN; i++) {
        if (is_full(UART0) || !noble_device_next_byte(&board_device, &byte)) {
            return false;
        }
        UART_DATA(UART0) = byte;
    }
    return true;
}

static bool send_records(void)
{
    uint8_t byte;
    for (uint32_t i = 0; i < BYTES_A_TURN; i++) {
        if (is_full(UART1) || !records_next_byte(&byte)) {
            return false;
        }
        UART_DATA(UART1) = byte;
    }
    return true;
}

bool link_send(void)
{
    const bool more_for_host = send_to_host();
    const bool more_records = send_records();
    return more_for_host || more_records;
}

void noble_board_transmit(void)
{
    // The main loop sends, and is awake whenever something was put into the queue.
}

void link_on_host_byte(void)
{
    while ((UART_STATE(UART0) & UART_STATE_RX_FULL) != 0) {
        const uint64_t now = noble_board_now();
        wake_expect_long_turn();
        noble_device_on_byte(&board_device, (uint8_t)UART_DATA(UART0), now);
        UART_INTCLEAR(UART0) = UART_INT_RX;
    }
}

void link_on_pins_byte(void)
{
    while ((UART_STATE(UART1) & UART_STATE_RX_FULL) != 0) {
        pins_take(&reader, (uint8_t)UART_DATA(UART1));
        UART_INTCLEAR(UART1) = UART_INT_RX;
    }
}
