// A fuzzer's input, read as a little program: each step sends frames with the right CRC, sequence and command number (or, at
// the program's will, wrong ones), sends bytes that are no frame, lets time pass, or raises an interrupt. After each step
// everything that must always hold is checked, and a failure ends the process.
#ifndef PROGRAM_H
#define PROGRAM_H

#include <stddef.h>
#include <stdint.h>

typedef struct {
    uint64_t programs;
    uint64_t frames; // that the device's receiver took
    uint64_t dropped; // frames and payloads that it counted as errors
    uint64_t accepted; // spikes
    uint64_t emitted;
    uint64_t armed; // programs that armed the device
} program_totals;

extern program_totals totals;

void program_run(const uint8_t *data, size_t size);

// One line: what has been run.
void program_print_totals(void);

#endif
