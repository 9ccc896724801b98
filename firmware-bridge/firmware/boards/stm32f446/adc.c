#include "adc.h"

#include <stdint.h>

#include "cortex_m.h"
#include "mcp3208.h"
#include "noble_board.h"
#include "pin.h"
#include "stm32f446.h"

#define SPI_FUNCTION 5u
#define CLOCK_PIN 5u  // of GPIOA
#define ANSWER_PIN 6u // of GPIOA
#define DATA_PIN 7u   // of GPIOA
#define SELECT_PIN 6u // of GPIOB
#define BR_128 6u     // 90 MHz / 128 = 703 kHz, which the converter takes at 3.3 V
#define NO_CONVERTER UINT16_MAX // what reading a channel gives where nothing answers

static volatile uint16_t codes[MCP3208_CHANNELS];
static uint8_t converted; // the channel that is being converted
static uint8_t at; // MCP3208_BYTES: between two conversions
static uint8_t answer[MCP3208_BYTES];

static void convert(void)
{
    at = 0;
    pin_write(GPIOB, SELECT_PIN, false);
    SPI_DR(SPI1) = mcp3208_command(converted, at);
}

void adc_start(void)
{
    RCC_APB2ENR |= RCC_APB2ENR_SPI1;
    for (uint8_t c = 0; c < MCP3208_CHANNELS; c++) {
        codes[c] = NO_CONVERTER;
    }
    pin_write(GPIOB, SELECT_PIN, true);
    pin_is_output(GPIOB, SELECT_PIN);
    pin_is_alternate(GPIOA, CLOCK_PIN, SPI_FUNCTION, PIN_PULL_NONE);
    // High where nothing answers, which is no answer.
    pin_is_alternate(GPIOA, ANSWER_PIN, SPI_FUNCTION, PIN_PULL_UP);
    pin_is_alternate(GPIOA, DATA_PIN, SPI_FUNCTION, PIN_PULL_NONE);
    SPI_CR2(SPI1) = SPI_CR2_RXNEIE;
    SPI_CR1(SPI1) = SPI_CR1_MSTR | SPI_CR1_BR(BR_128) | SPI_CR1_SSM | SPI_CR1_SSI;
    SPI_CR1(SPI1) |= SPI_CR1_SPE;
    cortex_m_enable(IRQ_SPI1, PRIORITY_ADC);
    convert();
}

uint16_t noble_board_adc_read(uint8_t channel)
{
    return codes[channel % MCP3208_CHANNELS];
}

// Between two conversions the converter wants its select high for 0.5 µs; a byte that it does not see takes 11.
static void pause(void)
{
    pin_write(GPIOB, SELECT_PIN, true);
    SPI_DR(SPI1) = 0;
}

void adc_on_interrupt(void)
{
    if ((SPI_SR(SPI1) & SPI_SR_RXNE) == 0) {
        return;
    }
    if (at == MCP3208_BYTES) {
        (void)SPI_DR(SPI1);
        convert();
        return;
    }
    answer[at++] = (uint8_t)SPI_DR(SPI1);
    if (at < MCP3208_BYTES) {
        SPI_DR(SPI1) = mcp3208_command(converted, at);
        return;
    }
    pause();
    uint16_t code;
    codes[converted] = mcp3208_code(answer, &code) ? code : NO_CONVERTER;
    converted = (uint8_t)((converted + 1u) % MCP3208_CHANNELS);
}
