// The core as a program: one loop that takes the part of the interrupts and of the main loop in turn. The timer comes first,
// and time waits for it, so that nothing the loop does delays an emission.
#define _GNU_SOURCE
#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/random.h>
#include <unistd.h>

#include "endpoint.h"
#include "held_clock.h"
#include "noble_device.h"
#include "options.h"
#include "outputs.h"
#include "pins.h"
#include "records.h"

#define LEAD_TICKS 10u
#define SLEEP_NANOSECONDS 1000000
#define CHUNK_BYTES 4096u

const noble_board_facts noble_board = {
    .name = "simulated",
    .ticks_per_second = 1000000,
    .lead_ticks = LEAD_TICKS,
    .capabilities = NOBLE_CAPABILITY_PULSES | NOBLE_CAPABILITY_AER | NOBLE_CAPABILITY_DAC | NOBLE_CAPABILITY_ADC
        | NOBLE_CAPABILITY_INPUTS | NOBLE_CAPABILITY_EMERGENCY_INPUT | NOBLE_CAPABILITY_SIMULATED,
    .lines = 16,
    .inputs = PINS_INPUTS,
    .dac_channels = 2,
    .dac_bits = 12,
    .adc_channels = 8,
    .adc_bits = 12,
};

static noble_device device;
static endpoint link_end;
static endpoint pins_end;
static pins_reader reader;
static options settings;
static bool emergency;
static bool restart_wanted;
static uint32_t restarts;
static int record_file = -1;
static volatile sig_atomic_t ending;

// The loop is alone: nothing interrupts it.
uint32_t noble_board_lock(void)
{
    return 0;
}

void noble_board_unlock(uint32_t before)
{
    (void)before;
}

void noble_board_transmit(void)
{
    // The loop looks at every turn.
}

uint32_t noble_board_boot(void)
{
    return settings.boot + restarts;
}

uint32_t noble_board_stack_bytes(void)
{
    return 0;
}

uint32_t noble_board_stack_used_bytes(void)
{
    return 0;
}

bool noble_board_emergency(void)
{
    return emergency;
}

_Noreturn void noble_assert_failed(const char *file, int line)
{
    fprintf(stderr, "noble-simulated-board: an assertion failed at %s:%d\n", file, line);
    abort();
}

void outputs_drive(uint32_t levels)
{
    (void)levels;
}

void pins_granted(uint32_t ticks)
{
    (void)ticks; // this board's time needs no grants
}

void pins_input(uint8_t input, bool high)
{
    noble_device_on_edge(&device, input, high, noble_board_now());
}

void pins_emergency(bool asserted)
{
    records_put(RECORD_EMERGENCY, asserted, 0, 0, noble_board_now());
    emergency = asserted;
    if (asserted) {
        noble_device_on_emergency(&device);
    }
}

void pins_skewed(int32_t ppb)
{
    held_clock_skew(ppb);
}

void pins_restart(void)
{
    restart_wanted = true;
}

static void on_signal(int number)
{
    (void)number;
    ending = 1;
}

static _Noreturn void fail(const char *what)
{
    fprintf(stderr, "noble-simulated-board: %s: %s\n", what, strerror(errno));
    exit(2);
}

static void start(void)
{
    held_clock_start(!settings.is_free);
    records_put(RECORD_STARTED, restarts > 0, 0, (int32_t)restarts, 0);
    noble_device_init(&device);
}

static void take_timer(void)
{
    while (held_clock_enter_timer()) {
        noble_device_on_timer(&device);
        held_clock_leave_timer();
    }
}

static void take_link(void)
{
    uint8_t bytes[CHUNK_BYTES];
    const size_t count = endpoint_read(&link_end, bytes, sizeof bytes);
    const uint64_t now = noble_board_now();
    for (size_t i = 0; i < count; i++) {
        noble_device_on_byte(&device, bytes[i], now);
    }
}

static void take_pins(void)
{
    uint8_t bytes[CHUNK_BYTES];
    const size_t count = endpoint_read(&pins_end, bytes, sizeof bytes);
    for (size_t i = 0; i < count; i++) {
        pins_take(&reader, bytes[i]);
    }
}

static void send_all(void)
{
    uint8_t byte;
    while (endpoint_has_room(&link_end) && noble_device_next_byte(&device, &byte)) {
        endpoint_put(&link_end, byte);
    }
    endpoint_flush(&link_end);
    uint8_t bytes[CHUNK_BYTES];
    size_t count = 0;
    while (count < sizeof bytes && endpoint_has_room(&pins_end) && records_next_byte(&byte)) {
        endpoint_put(&pins_end, byte);
        bytes[count++] = byte;
    }
    endpoint_flush(&pins_end);
    if (record_file >= 0 && count > 0 && write(record_file, bytes, count) != (ssize_t)count) {
        fail(settings.record);
    }
}

static void turn(void)
{
    if (restart_wanted) {
        restart_wanted = false;
        restarts++;
        start();
    }
    take_timer();
    take_link();
    take_pins();
    take_timer();
    noble_device_poll(&device);
    records_watch(device.safety.state);
    send_all();
}

static void sleep_until_needed(void)
{
    struct pollfd files[4];
    endpoint_watch(&link_end, files);
    endpoint_watch(&pins_end, files + 2);
    const int64_t wait = noble_device_is_idle(&device) ? held_clock_wait(SLEEP_NANOSECONDS) : 0;
    const struct timespec limit = {.tv_nsec = (long)wait};
    if (ppoll(files, 4, &limit, NULL) > 0) {
        endpoint_accept(&link_end, files);
        endpoint_accept(&pins_end, files + 2);
    }
}

int main(int count, char **words)
{
    settings = options_read(count, words);
    if (settings.boot == 0 && getrandom(&settings.boot, sizeof settings.boot, 0) != sizeof settings.boot) {
        fail("a random number");
    }
    const struct sigaction action = {.sa_handler = on_signal}; // without SA_RESTART: a wait ends
    sigaction(SIGTERM, &action, NULL);
    sigaction(SIGINT, &action, NULL);
    prctl(PR_SET_TIMERSLACK, 1000UL); // ns
    if (settings.record != NULL) {
        record_file = open(settings.record, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0666);
        if (record_file < 0) {
            fail(settings.record);
        }
    }
    held_clock_skew(settings.skew_ppb);
    start();
    if (!endpoint_open(&pins_end, settings.pins)) {
        fail(settings.pins);
    }
    if (!endpoint_open(&link_end, settings.link)) {
        fail(settings.link);
    }
    while (!ending) {
        turn();
        sleep_until_needed();
    }
    endpoint_close(&link_end);
    endpoint_close(&pins_end);
    return 0;
}
