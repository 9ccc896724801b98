// The entry that libFuzzer calls. Ends the process when NOBLE_FUZZ_FRAMES frames have been taken.
#include <stdlib.h>
#include <unistd.h>

#include "program.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    static unsigned long long frames;
    if (frames == 0) {
        const char *most = getenv("NOBLE_FUZZ_FRAMES");
        frames = most == NULL ? UINT64_MAX : strtoull(most, NULL, 10);
    }
    program_run(data, size);
    if (totals.frames >= frames) {
        program_print_totals();
        _exit(0); // libFuzzer takes exit() for a finding
    }
    return 0;
}
