// Registers of the MPS2 board with the AN386 image that this firmware uses, named as in ARM's application note 386 and in
// the Cortex-M System Design Kit's manual. The processor runs at 25 MHz.
#ifndef MPS2_H
#define MPS2_H

#include <stdint.h>

#define MPS2_REGISTER(address) (*(volatile uint32_t *)(address))
#define MPS2_CLOCK_PER_TICK 25u // 25 MHz, ticks of 1 µs

// CMSDK timers: count down, and stay at 0 where RELOAD is 0.
#define TIMER0_CTRL MPS2_REGISTER(0x40000000u)
#define TIMER0_VALUE MPS2_REGISTER(0x40000004u)
#define TIMER0_RELOAD MPS2_REGISTER(0x40000008u)
#define TIMER0_INTCLEAR MPS2_REGISTER(0x4000000Cu)
#define TIMER_CTRL_ENABLE (1u << 0)
#define TIMER_CTRL_INTERRUPT (1u << 3)
#define TIMER1_CTRL MPS2_REGISTER(0x40001000u)
#define DUALTIMER_TIMER1_CTRL MPS2_REGISTER(0x40002008u)
#define DUALTIMER_TIMER2_CTRL MPS2_REGISTER(0x40002028u)
#define WATCHDOG_LOAD MPS2_REGISTER(0x40008000u)
#define WATCHDOG_CTRL MPS2_REGISTER(0x40008008u)

#define UART_DATA(uart) MPS2_REGISTER((uart) + 0x00u)
#define UART_STATE(uart) MPS2_REGISTER((uart) + 0x04u)
#define UART_CTRL(uart) MPS2_REGISTER((uart) + 0x08u)
#define UART_INTCLEAR(uart) MPS2_REGISTER((uart) + 0x0Cu)
#define UART_BAUDDIV(uart) MPS2_REGISTER((uart) + 0x10u)
#define UART0 0x40004000u
#define UART1 0x40005000u
#define UART_STATE_TX_FULL (1u << 0)
#define UART_STATE_RX_FULL (1u << 1)
#define UART_CTRL_TX_ENABLE (1u << 0)
#define UART_CTRL_RX_ENABLE (1u << 1)
#define UART_CTRL_RX_INTERRUPT (1u << 3)
#define UART_INT_RX (1u << 1)
#define UART_BAUDDIV_MIN 16u

// FPGA system I/O: the board's lights, and a counter that goes up by one for every PRESCALE + 1 clocks.
#define FPGAIO_LED0 MPS2_REGISTER(0x40028000u)
#define FPGAIO_COUNTER MPS2_REGISTER(0x40028018u)
#define FPGAIO_PRESCALE MPS2_REGISTER(0x4002801Cu)

#define IRQ_UART0_RX 0u
#define IRQ_UART1_RX 2u
#define IRQ_TIMER0 8u
#define IRQ_ETHERNET 13u

// The pins are as urgent as the timer, so that the emergency input never interrupts an emission half-way; the link may
// always be interrupted.
#define PRIORITY_TIMER 0x20u
#define PRIORITY_PINS 0x20u
#define PRIORITY_LINK 0x40u

#endif
