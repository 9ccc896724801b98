#include "stack.h"

#include <stdint.h>

#include "noble_board.h"
#include "start.h"

#define PAINT 0xA5C35A3Cu

extern uint32_t stack_bottom[];

static uint32_t words_unused(void)
{
    uint32_t words = 0;
    while (words < noble_board_stack_bytes() / sizeof(uint32_t) && stack_bottom[words] == PAINT) {
        words++;
    }
    return words;
}

void stack_paint(void)
{
    const uint32_t *pointer;
    __asm volatile("mov %0, sp" : "=r"(pointer));
    for (uint32_t *word = stack_bottom; word < pointer; word++) {
        *word = PAINT;
    }
}

void stack_check(void)
{
    if (stack_bottom[0] != PAINT) {
        start_restart(RESTART_STACK);
    }
}

uint32_t noble_board_stack_bytes(void)
{
    return (uint32_t)stack_top - (uint32_t)stack_bottom;
}

uint32_t noble_board_stack_used_bytes(void)
{
    return noble_board_stack_bytes() - words_unused() * sizeof(uint32_t);
}
