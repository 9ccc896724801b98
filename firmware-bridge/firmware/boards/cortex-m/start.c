#include "start.h"

#include <stddef.h>

#include "cortex_m.h"
#include "noble_check.h"
#include "stack.h"

#define KEPT_MAGIC 0x4E4F424Cu

// Neither cleared nor loaded at a start; the magic number says whether it holds anything.
static struct {
    uint32_t magic;
    uint32_t reason;
    uint32_t restarts;
} kept __attribute__((section(".noinit")));

extern uint32_t data_begin[], data_end[], data_load[], bss_begin[], bss_end[];

void start_reset(void)
{
    cortex_m_interrupts_off();
    stack_paint();
    const uint32_t *from = data_load;
    for (uint32_t *to = data_begin; (uintptr_t)to < (uintptr_t)data_end;) {
        *to++ = *from++;
    }
    for (uint32_t *to = bss_begin; (uintptr_t)to < (uintptr_t)bss_end;) {
        *to++ = 0;
    }
    if (kept.magic != KEPT_MAGIC) {
        kept.magic = KEPT_MAGIC;
        kept.reason = RESTART_NONE;
        kept.restarts = 0;
    }
    (void)main();
    start_restart(RESTART_ASSERTION);
}

_Noreturn void start_restart(restart_reason reason)
{
    cortex_m_interrupts_off();
    board_outputs_safe();
    kept.reason = reason;
    kept.restarts++;
    __asm volatile("dsb" ::: "memory");
    SCB_AIRCR = SCB_AIRCR_VECTKEY | SCB_AIRCR_SYSRESETREQ;
    for (;;) {
    }
}

// Also used from assembly below.
__attribute__((used)) static void fault(void)
{
    start_restart(RESTART_FAULT);
}

// The stack may be what is broken: begin a new one.
__attribute__((naked)) void start_fault(void)
{
    __asm volatile("cpsid i\n\tldr r0, =stack_top\n\tmov sp, r0\n\tb fault\n\t.ltorg");
}

_Noreturn void noble_assert_failed(const char *file, int line)
{
    (void)file;
    (void)line;
    start_restart(RESTART_ASSERTION);
}

restart_reason start_last_restart(void)
{
    return (restart_reason)kept.reason;
}

uint32_t start_restarts(void)
{
    return kept.restarts;
}
