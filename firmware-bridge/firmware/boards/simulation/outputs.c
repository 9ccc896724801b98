// The outputs of a simulated board: they drive nothing, and are written down.
#include "outputs.h"

#include "noble_board.h"
#include "partner.h"
#include "records.h"

#define DAC_CHANNELS 2u
#define ADC_CODE_STEP 512u // an ADC's channel that reads no DAC has its number times this

static uint32_t line_levels;
static uint16_t aer_levels;
static bool aer_request_high;
static bool aer_acknowledge_high;
static volatile partner_mode partner;
static uint16_t dac_codes[DAC_CHANNELS];

void partner_set(partner_mode mode)
{
    partner = mode;
}

void noble_board_write_lines(uint32_t mask, uint32_t levels)
{
    line_levels = (line_levels & ~mask) | (levels & mask);
    outputs_drive(line_levels);
    records_put(RECORD_LEVELS, 0, (uint16_t)mask, (int32_t)(levels & mask), noble_board_now());
}

void noble_board_aer_data(uint16_t levels)
{
    aer_levels = levels;
}

void noble_board_aer_request(bool high)
{
    if (high != aer_request_high) {
        records_put(RECORD_AER, high, aer_levels, 0, noble_board_now());
    }
    aer_request_high = high;
}

bool noble_board_aer_acknowledge(void)
{
    if (partner != PARTNER_DEAD) {
        aer_acknowledge_high = aer_request_high == (partner == PARTNER_FOLLOWS);
    }
    return aer_acknowledge_high;
}

void noble_board_dac_write(uint8_t channel, uint16_t code)
{
    if (channel < DAC_CHANNELS) {
        dac_codes[channel] = code;
    }
    records_put(RECORD_DAC, channel, code, 0, noble_board_now());
}

// Channels 0 and 1 are wired to the DAC's.
uint16_t noble_board_adc_read(uint8_t channel)
{
    return channel < DAC_CHANNELS ? dac_codes[channel] : (uint16_t)(channel * ADC_CODE_STEP);
}

void noble_board_emitted(uint16_t line, uint64_t requested_ticks, uint64_t actual_ticks)
{
    records_put(RECORD_EMISSION, 0, line, (int32_t)(actual_ticks - requested_ticks), requested_ticks);
}

void noble_board_made_safe(uint8_t cause, uint64_t tick)
{
    records_put(RECORD_MADE_SAFE, cause, 0, 0, tick);
}
