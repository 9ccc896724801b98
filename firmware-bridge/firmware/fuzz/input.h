// What is left of the program; zeros behind its end.
#ifndef INPUT_H
#define INPUT_H

#include <stddef.h>
#include <stdint.h>

void input_begin(const uint8_t *data, size_t size);
size_t input_left(void);
uint8_t take_u8(void);
uint32_t take_u32(void);

#endif
