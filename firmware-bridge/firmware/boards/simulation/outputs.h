#ifndef OUTPUTS_H
#define OUTPUTS_H

#include <stdint.h>

// Supplied by the board: whatever shows the levels of its lines, a bit each.
void outputs_drive(uint32_t levels);

#endif
