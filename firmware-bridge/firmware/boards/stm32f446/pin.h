// One pin of a port.
#ifndef PIN_H
#define PIN_H

#include <stdbool.h>
#include <stdint.h>

#include "stm32f446.h"

#define PIN_PULL_NONE 0u
#define PIN_PULL_UP 1u
#define PIN_PULL_DOWN 2u

// Where a field of two bits for each pin gets another value.
static inline void pin_field(volatile uint32_t *fields, uint32_t pin, uint32_t value)
{
    *fields = (*fields & ~(3u << 2u * pin)) | value << 2u * pin;
}

static inline void pin_is_input(uint32_t port, uint32_t pin, uint32_t pull)
{
    pin_field(&GPIO_PUPDR(port), pin, pull);
    pin_field(&GPIO_MODER(port), pin, 0);
}

// Push-pull, fast edges.
static inline void pin_is_output(uint32_t port, uint32_t pin)
{
    pin_field(&GPIO_OSPEEDR(port), pin, 2);
    pin_field(&GPIO_MODER(port), pin, 1);
}

static inline void pin_is_alternate(uint32_t port, uint32_t pin, uint32_t function, uint32_t pull)
{
    const uint32_t shift = 4u * (pin % 8u);
    GPIO_AFR(port, pin) = (GPIO_AFR(port, pin) & ~(15u << shift)) | function << shift;
    pin_field(&GPIO_PUPDR(port), pin, pull);
    pin_field(&GPIO_OSPEEDR(port), pin, 2);
    pin_field(&GPIO_MODER(port), pin, 2);
}

static inline void pin_write(uint32_t port, uint32_t pin, bool high)
{
    GPIO_BSRR(port) = high ? 1u << pin : 1u << (pin + 16u);
}

static inline bool pin_is_high(uint32_t port, uint32_t pin)
{
    return (GPIO_IDR(port) >> pin & 1u) != 0;
}

#endif
