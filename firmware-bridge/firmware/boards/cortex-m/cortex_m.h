// Registers of the Cortex-M4 that every board with one uses, named as in the ARMv7-M Architecture Reference Manual.
#ifndef CORTEX_M_H
#define CORTEX_M_H

#include <stdint.h>

#define CORTEX_M_REGISTER(address) (*(volatile uint32_t *)(address))
#define CORTEX_M_REGISTER_8(address) (*(volatile uint8_t *)(address))

#define SYST_CSR CORTEX_M_REGISTER(0xE000E010u)
#define SYST_CSR_ENABLE (1u << 0)
#define SYST_CSR_TICKINT (1u << 1)
#define SYST_CSR_CLKSOURCE (1u << 2)
#define SYST_RVR CORTEX_M_REGISTER(0xE000E014u)
#define SYST_CVR CORTEX_M_REGISTER(0xE000E018u)

#define NVIC_ISER(number) CORTEX_M_REGISTER(0xE000E100u + 4u * ((number) / 32u))
#define NVIC_ICER(number) CORTEX_M_REGISTER(0xE000E180u + 4u * ((number) / 32u))
#define NVIC_ISPR(number) CORTEX_M_REGISTER(0xE000E200u + 4u * ((number) / 32u))
#define NVIC_IPR(number) CORTEX_M_REGISTER_8(0xE000E400u + (number))

#define SCB_AIRCR CORTEX_M_REGISTER(0xE000ED0Cu)
#define SCB_AIRCR_VECTKEY (0x05FAu << 16)
#define SCB_AIRCR_SYSRESETREQ (1u << 2)
#define SCB_SHPR3_SYSTICK CORTEX_M_REGISTER_8(0xE000ED23u)

// Interrupts 0 to 239; a smaller priority is more urgent.
static inline void cortex_m_enable(uint32_t number, uint8_t priority)
{
    NVIC_IPR(number) = priority;
    NVIC_ISER(number) = 1u << number % 32u;
}

static inline void cortex_m_set_pending(uint32_t number)
{
    NVIC_ISPR(number) = 1u << number % 32u;
}

static inline void cortex_m_interrupts_off(void)
{
    __asm volatile("cpsid i" ::: "memory");
}

static inline void cortex_m_interrupts_on(void)
{
    __asm volatile("cpsie i" ::: "memory");
}

// Wakes for an interrupt even where interrupts are off: so nothing that comes between the look and the sleep is slept through.
static inline void cortex_m_wait_for_interrupt(void)
{
    __asm volatile("dsb\n\twfi\n\tisb" ::: "memory");
}

#endif
