// noble_tests VECTORS            runs the tests
// noble_tests --receive FILE     gives a file to a device's receiver and prints what it took and counted
#include <stdbool.h>
#include <stdio.h>
#include <string.h>

#include "check.h"
#include "noble_receiver.h"
#include "tests.h"
#include "vectors.h"

typedef struct {
    const char *name;
    void (*run)(void);
} test;

#define LIST_TEST(name) {#name, name},
static const test tests[] = {TESTS(LIST_TEST)};

static int run_tests(void)
{
    int passed = 0;
    int failed = 0;
    for (size_t i = 0; i < sizeof tests / sizeof tests[0]; i++) {
        tests[i].run();
        if (check_take_failures() == 0) {
            passed++;
        } else {
            failed++;
            printf("FAILED %s\n", tests[i].name);
        }
    }
    printf("%d passed, %d failed\n", passed, failed);
    return failed == 0 ? 0 : 1;
}

static int receive(const char *path)
{
    FILE *file = fopen(path, "rb");
    if (file == NULL) {
        printf("cannot open %s\n", path);
        return 2;
    }
    static noble_receiver receiver;
    noble_receiver_init(&receiver, NOBLE_DIRECTION_TO_DEVICE, 100, 1000);
    noble_frame frame;
    for (int byte = fgetc(file); byte != EOF; byte = fgetc(file)) {
        if (noble_receiver_push(&receiver, (uint8_t)byte, 0, &frame)) {
            printf("take %02x %u ", frame.type, (unsigned)frame.sequence);
            for (size_t i = 0; i < frame.payload_bytes; i++) {
                printf("%02x", frame.payload[i]);
            }
            printf("\n");
        }
    }
    fclose(file);
    printf("taken %lu\n", (unsigned long)receiver.counters.frames_taken);
    printf("lost %lu\n", (unsigned long)receiver.counters.frames_lost);
    printf("skipped %lu\n", (unsigned long)receiver.counters.bytes_skipped);
    for (int error = 0; error < NOBLE_ERROR_COUNT; error++) {
        printf("error %d %lu\n", error, (unsigned long)receiver.counters.errors[error]);
    }
    return 0;
}

int main(int argc, char **argv)
{
    if (argc == 3 && strcmp(argv[1], "--receive") == 0) {
        return receive(argv[2]);
    }
    if (argc != 2) {
        printf("usage: noble_tests VECTORS | noble_tests --receive FILE\n");
        return 2;
    }
    vectors_folder = argv[1];
    return run_tests();
}
