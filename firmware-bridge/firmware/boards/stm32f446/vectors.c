#include "adc.h"
#include "dac.h"
#include "inputs.h"
#include "link.h"
#include "start.h"
#include "stm32f446.h"
#include "timer.h"

#define EXCEPTIONS 16u

typedef void (*handler)(void);

// An interrupt that nobody asked for is number 0, which is a fault as well.
static const struct {
    uint32_t *stack;
    handler handlers[EXCEPTIONS - 1u + INTERRUPTS];
} vectors __attribute__((section(".vectors"), used)) = {
    stack_top,
    {
        start_reset, start_fault, start_fault, start_fault, start_fault, start_fault, start_fault, start_fault,
        start_fault, start_fault, start_fault, start_fault, start_fault, start_fault, link_on_tick,
        [EXCEPTIONS - 1u + IRQ_EXTI0] = inputs_on_edge,
        [EXCEPTIONS - 1u + IRQ_EXTI1] = inputs_on_emergency,
        [EXCEPTIONS - 1u + IRQ_EXTI4] = inputs_on_edge,
        [EXCEPTIONS - 1u + IRQ_EXTI9_5] = inputs_on_edge,
        [EXCEPTIONS - 1u + IRQ_TIM2] = timer_on_interrupt,
        [EXCEPTIONS - 1u + IRQ_SPI1] = adc_on_interrupt,
        [EXCEPTIONS - 1u + IRQ_USART2] = link_on_interrupt,
        [EXCEPTIONS - 1u + IRQ_EXTI15_10] = inputs_on_edge,
        [EXCEPTIONS - 1u + IRQ_SPI3] = dac_on_interrupt,
    },
};
