#include "dac.h"

#include <stdbool.h>
#include <stdint.h>

#include "cortex_m.h"
#include "mcp4922.h"
#include "noble_board.h"
#include "pin.h"
#include "stm32f446.h"

#define SPI_FUNCTION 6u
#define CLOCK_PIN 3u  // of GPIOB
#define SELECT_PIN 4u // of GPIOB
#define DATA_PIN 5u   // of GPIOB
#define BR_4 1u       // 45 MHz / 4 = 11.25 MHz: 16 bits in 1.4 µs
// Several times what a transfer takes.
#define LOOKS_MAX 1000u

// Under the lock, or in the interrupts that do not interrupt each other.
static bool is_sending;
static uint16_t commands[MCP4922_CHANNELS];
static uint16_t safe_commands[MCP4922_CHANNELS];

void dac_start(void)
{
    for (uint8_t channel = 0; channel < MCP4922_CHANNELS; channel++) {
        commands[channel] = mcp4922_command(channel, 1u << (MCP4922_BITS - 1u));
    }
    dac_keep_as_safe();
    RCC_APB1ENR |= RCC_APB1ENR_SPI3;
    pin_write(GPIOB, SELECT_PIN, true);
    pin_is_output(GPIOB, SELECT_PIN);
    pin_is_alternate(GPIOB, CLOCK_PIN, SPI_FUNCTION, PIN_PULL_NONE);
    pin_is_alternate(GPIOB, DATA_PIN, SPI_FUNCTION, PIN_PULL_NONE);
    SPI_CR2(SPI3) = SPI_CR2_RXNEIE;
    SPI_CR1(SPI3) = SPI_CR1_MSTR | SPI_CR1_BR(BR_4) | SPI_CR1_SSM | SPI_CR1_SSI | SPI_CR1_DFF;
    SPI_CR1(SPI3) |= SPI_CR1_SPE;
    cortex_m_enable(IRQ_SPI3, PRIORITY_DAC);
}

static void end_transfer(void)
{
    (void)SPI_DR(SPI3);
    pin_write(GPIOB, SELECT_PIN, true);
    is_sending = false;
}

// Does not wait for its own command, only for the one before.
static void send(uint16_t command)
{
    for (uint32_t look = 0; is_sending && look < LOOKS_MAX; look++) {
        if ((SPI_SR(SPI3) & SPI_SR_RXNE) != 0) {
            end_transfer();
        }
    }
    pin_write(GPIOB, SELECT_PIN, false);
    is_sending = true;
    SPI_DR(SPI3) = command;
}

void noble_board_dac_write(uint8_t channel, uint16_t code)
{
    const uint32_t before = noble_board_lock();
    const uint16_t command = mcp4922_command(channel, code);
    commands[channel % MCP4922_CHANNELS] = command;
    send(command);
    noble_board_unlock(before);
}

void dac_on_interrupt(void)
{
    const uint32_t before = noble_board_lock();
    if ((SPI_SR(SPI3) & SPI_SR_RXNE) != 0) {
        end_transfer();
    }
    noble_board_unlock(before);
}

void dac_keep_as_safe(void)
{
    for (uint8_t channel = 0; channel < MCP4922_CHANNELS; channel++) {
        safe_commands[channel] = commands[channel];
    }
}

// Interrupts are off: waits for the last command, too.
void dac_restore_safe(void)
{
    for (uint8_t channel = 0; channel < MCP4922_CHANNELS; channel++) {
        send(safe_commands[channel]);
    }
    for (uint32_t look = 0; is_sending && look < LOOKS_MAX; look++) {
        if ((SPI_SR(SPI3) & SPI_SR_RXNE) != 0) {
            end_transfer();
        }
    }
}
