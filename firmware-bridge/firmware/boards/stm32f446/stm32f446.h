// Registers of the STM32F446 that this firmware uses, named as in its reference manual RM0390.
#ifndef STM32F446_H
#define STM32F446_H

#include <stdint.h>

#define STM32_REGISTER(address) (*(volatile uint32_t *)(address))

// PWR, section 5.5.
#define PWR_CR STM32_REGISTER(0x40007000u)
#define PWR_CR_VOS_SCALE_1 (3u << 14)
#define PWR_CR_ODEN (1u << 16)
#define PWR_CR_ODSWEN (1u << 17)
#define PWR_CSR STM32_REGISTER(0x40007004u)
#define PWR_CSR_ODRDY (1u << 16)
#define PWR_CSR_ODSWRDY (1u << 17)

// RCC, section 6.3.
#define RCC_CR STM32_REGISTER(0x40023800u)
#define RCC_CR_HSIRDY (1u << 1)
#define RCC_CR_HSEON (1u << 16)
#define RCC_CR_HSERDY (1u << 17)
#define RCC_CR_HSEBYP (1u << 18)
#define RCC_CR_PLLON (1u << 24)
#define RCC_CR_PLLRDY (1u << 25)
#define RCC_PLLCFGR STM32_REGISTER(0x40023804u)
#define RCC_PLLCFGR_PLLM(division) ((division) << 0)
#define RCC_PLLCFGR_PLLN(factor) ((factor) << 6)
#define RCC_PLLCFGR_PLLP_2 (0u << 16)
#define RCC_PLLCFGR_PLLSRC_HSE (1u << 22)
#define RCC_PLLCFGR_PLLQ(division) ((division) << 24)
#define RCC_PLLCFGR_PLLR(division) ((division) << 28)
#define RCC_CFGR STM32_REGISTER(0x40023808u)
#define RCC_CFGR_SW_PLL (2u << 0)
#define RCC_CFGR_SWS_MASK (3u << 2)
#define RCC_CFGR_SWS_PLL (2u << 2)
#define RCC_CFGR_PPRE1_4 (5u << 10)
#define RCC_CFGR_PPRE2_2 (4u << 13)
#define RCC_AHB1ENR STM32_REGISTER(0x40023830u)
#define RCC_AHB1ENR_GPIOA (1u << 0)
#define RCC_AHB1ENR_GPIOB (1u << 1)
#define RCC_AHB1ENR_GPIOC (1u << 2)
#define RCC_AHB1ENR_DMA1 (1u << 21)
#define RCC_APB1ENR STM32_REGISTER(0x40023840u)
#define RCC_APB1ENR_TIM2 (1u << 0)
#define RCC_APB1ENR_SPI3 (1u << 15)
#define RCC_APB1ENR_USART2 (1u << 17)
#define RCC_APB1ENR_PWR (1u << 28)
#define RCC_APB2ENR STM32_REGISTER(0x40023844u)
#define RCC_APB2ENR_SPI1 (1u << 12)
#define RCC_APB2ENR_SYSCFG (1u << 14)

// FLASH, section 3.8.
#define FLASH_ACR STM32_REGISTER(0x40023C00u)
#define FLASH_ACR_LATENCY_5 (5u << 0)
#define FLASH_ACR_PRFTEN (1u << 8)
#define FLASH_ACR_ICEN (1u << 9)
#define FLASH_ACR_DCEN (1u << 10)

// GPIO, section 7.4.
#define GPIOA 0x40020000u
#define GPIOB 0x40020400u
#define GPIOC 0x40020800u
#define GPIO_MODER(port) STM32_REGISTER((port) + 0x00u)
#define GPIO_OSPEEDR(port) STM32_REGISTER((port) + 0x08u)
#define GPIO_PUPDR(port) STM32_REGISTER((port) + 0x0Cu)
#define GPIO_IDR(port) STM32_REGISTER((port) + 0x10u)
#define GPIO_BSRR(port) STM32_REGISTER((port) + 0x18u)
#define GPIO_AFR(port, pin) STM32_REGISTER((port) + 0x20u + 4u * ((pin) / 8u))

// SYSCFG and EXTI, sections 8.2 and 10.3.
#define SYSCFG_EXTICR(line) STM32_REGISTER(0x40013808u + 4u * ((line) / 4u))
#define EXTI_IMR STM32_REGISTER(0x40013C00u)
#define EXTI_RTSR STM32_REGISTER(0x40013C08u)
#define EXTI_FTSR STM32_REGISTER(0x40013C0Cu)
#define EXTI_PR STM32_REGISTER(0x40013C14u)

// DMA1, section 9.5; stream 5, channel 4 is USART2's receiver.
#define DMA1_S5CR STM32_REGISTER(0x40026088u)
#define DMA_SCR_EN (1u << 0)
#define DMA_SCR_CIRC (1u << 8)
#define DMA_SCR_MINC (1u << 10)
#define DMA_SCR_PL_HIGH (2u << 16)
#define DMA_SCR_CHSEL(channel) ((channel) << 25)
#define DMA1_S5NDTR STM32_REGISTER(0x4002608Cu)
#define DMA1_S5PAR STM32_REGISTER(0x40026090u)
#define DMA1_S5M0AR STM32_REGISTER(0x40026094u)

// USART2, section 25.6.
#define USART2_SR STM32_REGISTER(0x40004400u)
#define USART_SR_IDLE (1u << 4)
#define USART_SR_TXE (1u << 7)
#define USART2_DR STM32_REGISTER(0x40004404u)
#define USART2_BRR STM32_REGISTER(0x40004408u)
#define USART2_CR1 STM32_REGISTER(0x4000440Cu)
#define USART_CR1_RE (1u << 2)
#define USART_CR1_TE (1u << 3)
#define USART_CR1_IDLEIE (1u << 4)
#define USART_CR1_TXEIE (1u << 7)
#define USART_CR1_UE (1u << 13)
#define USART2_CR3 STM32_REGISTER(0x40004414u)
#define USART_CR3_DMAR (1u << 6)

// TIM2, section 17.4.
#define TIM2_CR1 STM32_REGISTER(0x40000000u)
#define TIM_CR1_CEN (1u << 0)
#define TIM2_DIER STM32_REGISTER(0x4000000Cu)
#define TIM2_SR STM32_REGISTER(0x40000010u)
#define TIM_CC1 (1u << 1) // in DIER, SR and EGR
#define TIM_CC2 (1u << 2)
#define TIM_CC3 (1u << 3)
#define TIM2_EGR STM32_REGISTER(0x40000014u)
#define TIM_EGR_UG (1u << 0)
#define TIM2_CCMR1 STM32_REGISTER(0x40000018u)
#define TIM_CCMR1_CC2S_TI2 (1u << 8)
#define TIM2_CCMR2 STM32_REGISTER(0x4000001Cu)
#define TIM_CCMR2_CC3S_TI3 (1u << 0)
#define TIM2_CCER STM32_REGISTER(0x40000020u)
#define TIM_CCER_CC2_BOTH_EDGES (1u << 4 | 1u << 5 | 1u << 7)
#define TIM_CCER_CC3_BOTH_EDGES (1u << 8 | 1u << 9 | 1u << 11)
#define TIM2_CNT STM32_REGISTER(0x40000024u)
#define TIM2_PSC STM32_REGISTER(0x40000028u)
#define TIM2_ARR STM32_REGISTER(0x4000002Cu)
#define TIM2_CCR1 STM32_REGISTER(0x40000034u)
#define TIM2_CCR2 STM32_REGISTER(0x40000038u)
#define TIM2_CCR3 STM32_REGISTER(0x4000003Cu)

// SPI, section 26.7.
#define SPI1 0x40013000u
#define SPI3 0x40003C00u
#define SPI_CR1(spi) STM32_REGISTER((spi) + 0x00u)
#define SPI_CR1_MSTR (1u << 2)
#define SPI_CR1_BR(code) ((code) << 3) // the bus clock over 2^(code + 1)
#define SPI_CR1_SPE (1u << 6)
#define SPI_CR1_SSI (1u << 8)
#define SPI_CR1_SSM (1u << 9)
#define SPI_CR1_DFF (1u << 11)
#define SPI_CR2(spi) STM32_REGISTER((spi) + 0x04u)
#define SPI_CR2_RXNEIE (1u << 6)
#define SPI_SR(spi) STM32_REGISTER((spi) + 0x08u)
#define SPI_SR_RXNE (1u << 0)
#define SPI_DR(spi) STM32_REGISTER((spi) + 0x0Cu)

// IWDG, section 20.4.
#define IWDG_KR STM32_REGISTER(0x40003000u)
#define IWDG_KR_RELOAD 0xAAAAu
#define IWDG_KR_UNLOCK 0x5555u
#define IWDG_KR_START 0xCCCCu
#define IWDG_PR STM32_REGISTER(0x40003004u)
#define IWDG_PR_32 3u
#define IWDG_RLR STM32_REGISTER(0x40003008u)

// Interrupts, table 38.
#define INTERRUPTS 97u
#define IRQ_EXTI0 6u
#define IRQ_EXTI1 7u
#define IRQ_EXTI4 10u
#define IRQ_EXTI9_5 23u
#define IRQ_TIM2 28u
#define IRQ_SPI1 35u
#define IRQ_USART2 38u
#define IRQ_EXTI15_10 40u
#define IRQ_SPI3 51u

// Timer and emergency before all; they do not interrupt each other. The DAC's end of a transfer is as urgent, and short.
#define PRIORITY_TIMER 0x00u
#define PRIORITY_EMERGENCY 0x00u
#define PRIORITY_DAC 0x00u
#define PRIORITY_INPUTS 0x40u
#define PRIORITY_LINK 0x80u
#define PRIORITY_ADC 0xC0u
#define PRIORITY_TICK 0xC0u

#endif
