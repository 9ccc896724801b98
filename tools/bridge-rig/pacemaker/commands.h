#ifndef COMMANDS_H
#define COMMANDS_H

#include <stddef.h>
#include <stdint.h>

#define COMMANDS_BYTES_MAX 8u

// The bytes on the pins' line for a command ("stop", "high 3" ...); 0 where it is none.
size_t commands_encode(const char *line, uint8_t *bytes);

#endif
