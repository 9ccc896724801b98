#ifndef SETTINGS_H
#define SETTINGS_H

#include <stdbool.h>

typedef struct {
    const char *board;   // QEMU's end of the Ethernet
    const char *link;    // where the host is served
    const char *pins;    // where a watcher of the pins is served, or NULL
    const char *records; // file, or NULL
    long long period_nanoseconds;
    double skew_ppm;
    bool is_free;
} settings;

// Ends the program with a line and exit code 2 where the options are wrong.
settings settings_read(int count, char **words);

#endif
