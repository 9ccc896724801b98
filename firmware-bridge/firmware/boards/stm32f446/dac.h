// An MCP4922 on SPI3.
#ifndef DAC_H
#define DAC_H

void dac_start(void);

void dac_keep_as_safe(void);
void dac_restore_safe(void);

void dac_on_interrupt(void);

#endif
