#include "clock_tree.h"

#include <stdint.h>

#include "start.h"
#include "stm32f446.h"

// Tens of milliseconds at 16 MHz: many times what the data sheet gives the slowest of what is waited for.
#define LOOKS_MAX 200000u

static bool comes(const volatile uint32_t *status, uint32_t mask, uint32_t value)
{
    for (uint32_t look = 0; look < LOOKS_MAX; look++) {
        if ((*status & mask) == value) {
            return true;
        }
    }
    return false;
}

static void must_come(const volatile uint32_t *status, uint32_t mask, uint32_t value)
{
    if (!comes(status, mask, value)) {
        start_restart(RESTART_FAULT);
    }
}

static void start_pll(bool has_external)
{
    // 2 MHz in, 360 MHz, 180 MHz out.
    const uint32_t source = has_external ? RCC_PLLCFGR_PLLSRC_HSE | RCC_PLLCFGR_PLLM(4u) : RCC_PLLCFGR_PLLM(8u);
    RCC_PLLCFGR = source | RCC_PLLCFGR_PLLN(180u) | RCC_PLLCFGR_PLLP_2 | RCC_PLLCFGR_PLLQ(8u) | RCC_PLLCFGR_PLLR(2u);
    RCC_CR |= RCC_CR_PLLON;
}

// Section 5.1.4: above 168 MHz the regulator has to be driven harder, after the PLL is on and before it is used.
static void start_overdrive(void)
{
    PWR_CR |= PWR_CR_ODEN;
    must_come(&PWR_CSR, PWR_CSR_ODRDY, PWR_CSR_ODRDY);
    PWR_CR |= PWR_CR_ODSWEN;
    must_come(&PWR_CSR, PWR_CSR_ODSWRDY, PWR_CSR_ODSWRDY);
}

bool clock_tree_start(void)
{
    RCC_APB1ENR |= RCC_APB1ENR_PWR;
    PWR_CR |= PWR_CR_VOS_SCALE_1;

    RCC_CR |= RCC_CR_HSEBYP;
    RCC_CR |= RCC_CR_HSEON;
    const bool has_external = comes(&RCC_CR, RCC_CR_HSERDY, RCC_CR_HSERDY);

    start_pll(has_external);
    start_overdrive();
    must_come(&RCC_CR, RCC_CR_PLLRDY, RCC_CR_PLLRDY);

    FLASH_ACR = FLASH_ACR_LATENCY_5 | FLASH_ACR_PRFTEN | FLASH_ACR_ICEN | FLASH_ACR_DCEN;
    RCC_CFGR = RCC_CFGR_PPRE1_4 | RCC_CFGR_PPRE2_2;
    RCC_CFGR |= RCC_CFGR_SW_PLL;
    must_come(&RCC_CFGR, RCC_CFGR_SWS_MASK, RCC_CFGR_SWS_PLL);
    return has_external;
}
