// Reads the records of a simulated board's outputs and says whether what left was what was asked for.
//
//   check-records FILE [--most-ticks N]
//
// Prints the counts, a histogram of the error (actual less requested tick) and the emissions that are there twice. Exit code 1
// where an error is more than N ticks (1), an emission came while the device was safe or its emergency input said stop, the
// outputs were not made safe, or records were lost; 2 where the file cannot be read.
#include <errno.h>
#include <inttypes.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "noble_bytes.h"
#include "records.h"

#define ERROR_TICKS_SHOWN 5

typedef struct {
    uint64_t requested;
    uint16_t line;
} emission;

typedef struct {
    uint64_t of_kind[RECORD_ARMED + 1];
    uint64_t unknown;
    uint64_t histogram[2 * ERROR_TICKS_SHOWN + 3]; // less, -5 ... 5, more
    int32_t lowest, highest;
    uint64_t beyond;
    uint64_t while_safe;
    uint64_t lost;
    uint64_t asserted_at;
    uint64_t to_safe_most; // from an asserted input to "made safe"
    bool emergency, waits_for_safe, is_armed;
    emission *emissions;
    size_t count, capacity;
} tally;

static void remember(tally *t, uint16_t line, uint64_t requested)
{
    if (t->count == t->capacity) {
        t->capacity = t->capacity == 0 ? 4096 : 2 * t->capacity;
        t->emissions = realloc(t->emissions, t->capacity * sizeof *t->emissions);
        if (t->emissions == NULL) {
            fputs("check-records: out of memory\n", stderr);
            exit(2);
        }
    }
    t->emissions[t->count++] = (emission){requested, line};
}

static void take_emission(tally *t, uint16_t line, int32_t error, uint64_t requested, int32_t most)
{
    const int32_t place = error < -ERROR_TICKS_SHOWN ? 0
        : error > ERROR_TICKS_SHOWN                  ? 2 * ERROR_TICKS_SHOWN + 2
                                                     : error + ERROR_TICKS_SHOWN + 1;
    t->histogram[place]++;
    t->lowest = t->count == 0 || error < t->lowest ? error : t->lowest;
    t->highest = t->count == 0 || error > t->highest ? error : t->highest;
    t->beyond += error > most || error < -most;
    t->while_safe += t->emergency || !t->is_armed;
    remember(t, line, requested);
}

static void take(tally *t, const uint8_t *bytes, int32_t most)
{
    const uint8_t kind = bytes[0];
    const uint16_t line = noble_get_u16(bytes + 2);
    const int32_t difference = (int32_t)noble_get_u32(bytes + 4);
    const uint64_t tick = noble_get_u64(bytes + 8);
    if (kind < RECORD_EMISSION || kind > RECORD_ARMED) {
        t->unknown++;
        return;
    }
    t->of_kind[kind]++;
    t->is_armed = kind == RECORD_ARMED || (t->is_armed && kind != RECORD_MADE_SAFE && kind != RECORD_STARTED);
    if (kind == RECORD_EMISSION) {
        take_emission(t, line, difference, tick, most);
    } else if (kind == RECORD_MADE_SAFE && t->waits_for_safe) {
        t->waits_for_safe = false;
        t->to_safe_most = tick - t->asserted_at > t->to_safe_most ? tick - t->asserted_at : t->to_safe_most;
    } else if (kind == RECORD_LOST) {
        t->lost += (uint32_t)difference;
    } else if (kind == RECORD_EMERGENCY) {
        t->emergency = t->waits_for_safe = bytes[1] == 1;
        t->asserted_at = tick;
    }
}

static int by_time(const void *left, const void *right)
{
    const emission *a = left;
    const emission *b = right;
    if (a->requested != b->requested) {
        return a->requested < b->requested ? -1 : 1;
    }
    return (a->line > b->line) - (a->line < b->line);
}

static uint64_t twice(tally *t)
{
    uint64_t found = 0;
    if (t->count > 0) {
        qsort(t->emissions, t->count, sizeof *t->emissions, by_time);
    }
    for (size_t i = 1; i < t->count; i++) {
        found += by_time(&t->emissions[i - 1], &t->emissions[i]) == 0;
    }
    return found;
}

static void print(tally *t)
{
    printf("emitted %zu, twice %" PRIu64 ", lost records %" PRIu64 ", unknown records %" PRIu64 "\n", t->count, twice(t), t->lost,
        t->unknown);
    if (t->count > 0) {
        printf("error %" PRId32 " to %" PRId32 " ticks:", t->lowest, t->highest);
        for (int place = 0; place < 2 * ERROR_TICKS_SHOWN + 3; place++) {
            if (t->histogram[place] > 0) {
                const int error = place - ERROR_TICKS_SHOWN - 1;
                printf(" %s%d: %" PRIu64, error < -ERROR_TICKS_SHOWN ? "<=" : error > ERROR_TICKS_SHOWN ? ">=" : "", error,
                    t->histogram[place]);
            }
        }
        printf("\nbeyond the limit %" PRIu64 ", while safe %" PRIu64 "\n", t->beyond, t->while_safe);
    }
    printf("made safe %" PRIu64 " times, emergency input changed %" PRIu64 " times, started %" PRIu64 " times\n",
        t->of_kind[RECORD_MADE_SAFE], t->of_kind[RECORD_EMERGENCY], t->of_kind[RECORD_STARTED]);
    printf("line changes %" PRIu64 ", AER edges %" PRIu64 ", DAC writes %" PRIu64 "\n", t->of_kind[RECORD_LEVELS],
        t->of_kind[RECORD_AER], t->of_kind[RECORD_DAC]);
    if (t->of_kind[RECORD_EMERGENCY] > 0) {
        printf("from the emergency input to safe outputs at most %" PRIu64 " ticks%s\n", t->to_safe_most,
            t->waits_for_safe ? ", and once not at all" : "");
    }
}

int main(int count, char **words)
{
    long most = 1;
    if (count == 4 && strcmp(words[2], "--most-ticks") == 0) {
        most = strtol(words[3], NULL, 10);
    } else if (count != 2) {
        fputs("check-records: expected FILE [--most-ticks N]\n", stderr);
        return 2;
    }
    FILE *file = fopen(words[1], "rb");
    if (file == NULL) {
        fprintf(stderr, "check-records: %s: %s\n", words[1], strerror(errno));
        return 2;
    }
    tally t = {0};
    uint8_t bytes[RECORD_BYTES];
    while (fread(bytes, 1, sizeof bytes, file) == sizeof bytes) {
        take(&t, bytes, (int32_t)most);
    }
    fclose(file);
    print(&t);
    const bool is_good = t.beyond == 0 && t.while_safe == 0 && t.lost == 0 && t.unknown == 0 && !t.waits_for_safe;
    free(t.emissions);
    return is_good ? 0 : 1;
}
