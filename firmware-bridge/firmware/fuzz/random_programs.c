// noble_random FRAMES [SEED]    runs random programs until the device has taken so many frames
#include <stdio.h>
#include <stdlib.h>

#include "program.h"
#include "random.h"

#define PROGRAM_BYTES_MAX 4096u

int main(int argc, char **argv)
{
    if (argc < 2) {
        printf("usage: noble_random FRAMES [SEED]\n");
        return 2;
    }
    const unsigned long long frames = strtoull(argv[1], NULL, 10);
    random_source source = {.state = argc > 2 ? strtoull(argv[2], NULL, 10) | 1u : 1u};
    static uint8_t bytes[PROGRAM_BYTES_MAX];
    while (totals.frames < frames) {
        const uint32_t size = 1u + random_below(&source, PROGRAM_BYTES_MAX);
        random_bytes(&source, bytes, size);
        program_run(bytes, size);
    }
    program_print_totals();
    return 0;
}
