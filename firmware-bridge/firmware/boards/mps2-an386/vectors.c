#include "ethernet.h"
#include "link.h"
#include "mps2.h"
#include "start.h"
#include "wake.h"

#define EXCEPTIONS 16u
#define INTERRUPTS 32u

typedef void (*handler)(void);

// An interrupt that nobody asked for is a fault.
static const struct {
    uint32_t *stack;
    handler handlers[EXCEPTIONS - 1u + INTERRUPTS];
} vectors __attribute__((section(".vectors"), used)) = {
    stack_top,
    {
        start_reset, start_fault, start_fault, start_fault, start_fault, start_fault, start_fault, start_fault,
        start_fault, start_fault, start_fault, start_fault, start_fault, start_fault, start_fault,
        [EXCEPTIONS - 1u + IRQ_UART0_RX] = link_on_host_byte,
        [EXCEPTIONS - 1u + IRQ_UART1_RX] = link_on_pins_byte,
        [EXCEPTIONS - 1u + IRQ_TIMER0] = wake_on_timer,
        [EXCEPTIONS - 1u + IRQ_ETHERNET] = ethernet_on_interrupt,
    },
};
