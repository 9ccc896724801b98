#include "link.h"

#include "board.h"
#include "clock_tree.h"
#include "cortex_m.h"
#include "noble_board.h"
#include "pin.h"
#include "stm32f446.h"

#define BAUD 921600u
#define USART_FUNCTION 7u
#define DMA_CHANNEL_USART2_RX 4u
#define BYTES 512u              // 5.5 ms at full rate
#define TENTHS_OF_TICK_A_BYTE 109u // ten bits
#define IDLE_TICKS 11u          // the line is called idle a byte's time after its last byte

// The DMA fills it for ever; an interrupt of its own for each byte would come too late behind a timer that is busy for longer
// than the 11 µs that a byte takes.
static volatile uint8_t received[BYTES];
static uint32_t taken;
static uint64_t last_tick;

void link_start(void)
{
    RCC_APB1ENR |= RCC_APB1ENR_USART2;
    RCC_AHB1ENR |= RCC_AHB1ENR_DMA1;
    pin_is_alternate(GPIOA, 2, USART_FUNCTION, PIN_PULL_NONE);
    pin_is_alternate(GPIOA, 3, USART_FUNCTION, PIN_PULL_UP);

    DMA1_S5PAR = (uint32_t)&USART2_DR;
    DMA1_S5M0AR = (uint32_t)received;
    DMA1_S5NDTR = BYTES;
    DMA1_S5CR = DMA_SCR_CHSEL(DMA_CHANNEL_USART2_RX) | DMA_SCR_PL_HIGH | DMA_SCR_MINC | DMA_SCR_CIRC;
    DMA1_S5CR |= DMA_SCR_EN;

    USART2_BRR = (CLOCK_APB1_HERTZ + BAUD / 2u) / BAUD; // 918,367 baud, 0.35 % below
    USART2_CR3 = USART_CR3_DMAR;
    USART2_CR1 = USART_CR1_UE | USART_CR1_TE | USART_CR1_RE | USART_CR1_IDLEIE;
    cortex_m_enable(IRQ_USART2, PRIORITY_LINK);
}

void noble_board_transmit(void)
{
    const uint32_t before = noble_board_lock();
    USART2_CR1 |= USART_CR1_TXEIE;
    noble_board_unlock(before);
}

// Bytes that have come together have come one behind the other: of each the tick is known from the last one's.
static void take_received(uint64_t last_arrived)
{
    const uint32_t end = (BYTES - DMA1_S5NDTR) % BYTES;
    uint32_t left = (end + BYTES - taken) % BYTES;
    while (left > 0) {
        left--;
        const uint64_t before_last = left * TENTHS_OF_TICK_A_BYTE / 10u;
        const uint64_t tick = last_arrived > before_last ? last_arrived - before_last : 0;
        last_tick = tick > last_tick ? tick : last_tick;
        noble_device_on_byte(&board_device, received[taken], last_tick);
        taken = (taken + 1u) % BYTES;
    }
}

void link_on_interrupt(void)
{
    const uint64_t now = noble_board_now();
    const uint32_t status = USART2_SR;
    if ((status & USART_SR_IDLE) != 0) {
        (void)USART2_DR; // after the status: clears it
        take_received(now > IDLE_TICKS ? now - IDLE_TICKS : 0);
    } else {
        take_received(now);
    }
    if ((USART2_CR1 & USART_CR1_TXEIE) != 0 && (USART2_SR & USART_SR_TXE) != 0) {
        uint8_t byte;
        if (noble_device_next_byte(&board_device, &byte)) {
            USART2_DR = byte;
        } else {
            const uint32_t before = noble_board_lock();
            USART2_CR1 &= ~USART_CR1_TXEIE;
            noble_board_unlock(before);
        }
    }
}

void link_on_tick(void)
{
    cortex_m_set_pending(IRQ_USART2);
}
