#ifndef OPTIONS_H
#define OPTIONS_H

#include <stdbool.h>
#include <stdint.h>

typedef struct {
    const char *link;   // the host's socket
    const char *pins;   // the socket of the pins, or NULL
    const char *record; // the file of the records, or NULL
    int32_t skew_ppb;
    uint32_t boot;  // 0: drawn at random
    bool is_free;   // the clock does not wait for the timer
} options;

// Ends the program with a line and exit code 2 where they are wrong, and with the usage and 0 for --help.
options options_read(int count, char **words);

#endif
