// An MCP3208 on SPI1, its channels converted in turn for ever: a sample that is asked for is there at once, and at most 0.4 ms
// older than it says. Waiting for a conversion would keep the timer's interrupt for 34 µs.
#ifndef ADC_H
#define ADC_H

void adc_start(void);

void adc_on_interrupt(void);

#endif
