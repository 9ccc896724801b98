#include "inputs.h"

#include "board.h"
#include "cortex_m.h"
#include "noble_board.h"
#include "pin.h"
#include "stm32f446.h"

#define CAPTURED 2u
#define TIM2_FUNCTION 1u
#define EMERGENCY_PIN 1u // of GPIOB
#define EXTI_GPIOA 0u
#define EXTI_GPIOB 1u

typedef struct {
    uint32_t port;
    uint32_t exti_port;
    uint32_t pin; // its EXTI line, too: no two with the same number
} input_pin;

static const input_pin pins[INPUTS_COUNT] = {
    {GPIOA, EXTI_GPIOA, 1},  {GPIOB, EXTI_GPIOB, 10}, {GPIOA, EXTI_GPIOA, 0},  {GPIOA, EXTI_GPIOA, 4},
    {GPIOA, EXTI_GPIOA, 8},  {GPIOB, EXTI_GPIOB, 9},  {GPIOA, EXTI_GPIOA, 10}, {GPIOA, EXTI_GPIOA, 12},
};

// Both edges.
static void watch(uint32_t exti_port, uint32_t line)
{
    const uint32_t shift = 4u * (line % 4u);
    SYSCFG_EXTICR(line) = (SYSCFG_EXTICR(line) & ~(15u << shift)) | exti_port << shift;
    EXTI_RTSR |= 1u << line;
    EXTI_FTSR |= 1u << line;
    EXTI_PR = 1u << line;
    EXTI_IMR |= 1u << line;
}

void inputs_start(void)
{
    RCC_APB2ENR |= RCC_APB2ENR_SYSCFG;
    for (uint32_t input = 0; input < INPUTS_COUNT; input++) {
        const input_pin *pin = &pins[input];
        if (input < CAPTURED) {
            pin_is_alternate(pin->port, pin->pin, TIM2_FUNCTION, PIN_PULL_DOWN);
        } else {
            pin_is_input(pin->port, pin->pin, PIN_PULL_DOWN);
            watch(pin->exti_port, pin->pin);
        }
    }
    // A closed contact holds it at ground; a contact that opens, or a wire that breaks, lets it go up.
    pin_is_input(GPIOB, EMERGENCY_PIN, PIN_PULL_UP);
    watch(EXTI_GPIOB, EMERGENCY_PIN);

    cortex_m_enable(IRQ_EXTI0, PRIORITY_INPUTS);
    cortex_m_enable(IRQ_EXTI4, PRIORITY_INPUTS);
    cortex_m_enable(IRQ_EXTI9_5, PRIORITY_INPUTS);
    cortex_m_enable(IRQ_EXTI15_10, PRIORITY_INPUTS);
    cortex_m_enable(IRQ_EXTI1, PRIORITY_EMERGENCY);
}

static void tell(uint8_t input, uint64_t tick)
{
    noble_device_on_edge(&board_device, input, pin_is_high(pins[input].port, pins[input].pin), tick);
}

void inputs_on_capture(uint8_t input, uint64_t tick)
{
    tell(input, tick);
}

void inputs_on_edge(void)
{
    const uint64_t now = noble_board_now();
    const uint32_t pending = EXTI_PR;
    for (uint8_t input = CAPTURED; input < INPUTS_COUNT; input++) {
        const uint32_t line = 1u << pins[input].pin;
        if ((pending & line) != 0) {
            EXTI_PR = line; // before the level is read: an edge after that comes again
            tell(input, now);
        }
    }
}

bool noble_board_emergency(void)
{
    return pin_is_high(GPIOB, EMERGENCY_PIN);
}

void inputs_on_emergency(void)
{
    EXTI_PR = 1u << EMERGENCY_PIN;
    if (noble_board_emergency()) {
        noble_device_on_emergency(&board_device);
    }
}
