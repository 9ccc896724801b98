// The outside world of the board in QEMU: grants it time by this machine's clock, joins it with its host, moves its pins and
// keeps its records.
//
// Prints "time 0 at N ns" (CLOCK_MONOTONIC) when the board has answered and the host may come, and at its end how much it
// granted.
#define _GNU_SOURCE
#include <errno.h>
#include <poll.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/prctl.h>
#include <time.h>
#include <unistd.h>

#include "board.h"
#include "commands.h"
#include "endpoint.h"
#include "pins.h"
#include "settings.h"

#define NANOSECONDS_PER_SECOND 1000000000LL
#define LINE_BYTES 64u
#define CATCH_UP_PERIODS 4
#define KEEP_ALIVE_NANOSECONDS 50000000LL
// A board that does not listen yet loses what comes.
#define GREETING_NANOSECONDS 1000000LL

enum { BOARD_FILE, COMMAND_FILE, LINK_FILES, PINS_FILES = LINK_FILES + 2, FILES = PINS_FILES + 2 };

static settings set;
static board world;
static endpoint host;
static endpoint watcher;
static FILE *records;
static unsigned long long bytes_dropped;
static char line[LINE_BYTES];
static size_t line_bytes;
static volatile sig_atomic_t ending;

static bool has_answer;   // to a frame without content: the board listens
static bool is_open;      // for the host
static uint32_t first;    // frame that was a grant, by the board's count
static long long start;   // ns
static long long granted; // units of PINS_GRANT_TICKS
static long long last;    // ns
static long long longest; // ns

static void on_signal(int number)
{
    (void)number;
    ending = 1;
}

static _Noreturn void fail(const char *what)
{
    fprintf(stderr, "pacemaker: %s: %s\n", what, strerror(errno));
    exit(2);
}

static long long now(void)
{
    struct timespec time;
    clock_gettime(CLOCK_MONOTONIC, &time);
    return time.tv_sec * NANOSECONDS_PER_SECOND + time.tv_nsec;
}

static void put_all(endpoint *e, const uint8_t *bytes, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        if (endpoint_has_room(e)) {
            endpoint_put(e, bytes[i]);
        } else {
            bytes_dropped++;
        }
    }
    endpoint_flush(e);
}

static void open_for_host(void)
{
    is_open = true;
    if (!endpoint_open(&host, set.link)) {
        fail(set.link);
    }
    printf("time 0 at %lld ns\n", start);
    fflush(stdout);
}

static void take_from_board(uint8_t channel, const uint8_t *bytes, size_t count)
{
    if (!has_answer) {
        has_answer = true;
        board_agree(&world);
        first = world.sent + 1;
        start = last = now();
    }
    // The first grant starts the device anew: a host that came before it would be forgotten.
    if (!is_open && (set.is_free || (int32_t)(world.taken - first) >= 0)) {
        open_for_host();
    }
    if (channel == FRAMES_LINK) {
        put_all(&host, bytes, count);
        return;
    }
    put_all(&watcher, bytes, count);
    if (records != NULL && fwrite(bytes, 1, count, records) != count) {
        fail(set.records);
    }
}

// Where the board is behind nothing is sent, and the next grants are longer, up to a limit: the halves of a frame must not lie
// a time-out apart.
static bool grant(long long moment)
{
    if (!board_has_room(&world, true, moment)) {
        return true;
    }
    const double unit = PINS_GRANT_TICKS * 1000.0 / (1 + set.skew_ppm * 1e-6);
    const long long period_units = set.period_nanoseconds / (PINS_GRANT_TICKS * 1000);
    const long long most = CATCH_UP_PERIODS * (period_units > 0 ? period_units : 1);
    const long long catch_up = most > PINS_GRANT_MAX ? PINS_GRANT_MAX : most;
    long long due = (long long)((double)(moment - start) / unit) - granted;
    longest = moment - last > longest ? moment - last : longest;
    last = moment;
    if (due <= 0) {
        return true;
    }
    due = due > catch_up ? catch_up : due;
    granted += due;
    return board_send(&world, FRAMES_PINS, &(uint8_t){(uint8_t)due}, 1);
}

static bool obey(void)
{
    uint8_t bytes[COMMANDS_BYTES_MAX];
    const size_t count = commands_encode(line, bytes);
    if (count == 0) {
        fprintf(stderr, "pacemaker: not a command: %s\n", line);
        return true;
    }
    return board_send(&world, FRAMES_PINS, bytes, count);
}

static bool take_commands(struct pollfd *file)
{
    char bytes[512];
    const ssize_t count = read(file->fd, bytes, sizeof bytes);
    if (count <= 0) {
        file->fd = -1; // nobody commands any more
        return true;
    }
    for (ssize_t i = 0; i < count; i++) {
        if (bytes[i] != '\n') {
            line_bytes += line_bytes < LINE_BYTES - 1;
            line[line_bytes - 1] = bytes[i];
            continue;
        }
        line[line_bytes] = 0;
        const bool has_line = line_bytes > 0;
        line_bytes = 0;
        if (has_line && !obey()) {
            return false;
        }
    }
    return true;
}

static bool forward(endpoint *e, uint8_t channel)
{
    uint8_t bytes[FRAMES_DATA_BYTES_MAX];
    while (board_has_room(&world, false, now())) {
        const size_t count = endpoint_read(e, bytes, sizeof bytes);
        if (count == 0) {
            return true;
        }
        if (!board_send(&world, channel, bytes, count)) {
            return false;
        }
    }
    return true;
}

// False where the board has gone.
static bool serve(struct pollfd *files)
{
    if (files[BOARD_FILE].revents != 0 && !board_receive(&world, take_from_board)) {
        return false;
    }
    if (files[COMMAND_FILE].revents != 0 && !take_commands(&files[COMMAND_FILE])) {
        return false;
    }
    endpoint_accept(&host, files + LINK_FILES);
    endpoint_accept(&watcher, files + PINS_FILES);
    endpoint_flush(&host);
    endpoint_flush(&watcher);
    return forward(&host, FRAMES_LINK) && forward(&watcher, FRAMES_PINS);
}

static void watch(struct pollfd *files)
{
    endpoint_watch(&host, files + LINK_FILES);
    endpoint_watch(&watcher, files + PINS_FILES);
    if (!board_has_room(&world, false, now())) {
        files[LINK_FILES + 1].events &= (short)~POLLIN;
        files[PINS_FILES + 1].events &= (short)~POLLIN;
    }
}

static void run(void)
{
    const long long usual_period = set.is_free ? KEEP_ALIVE_NANOSECONDS : set.period_nanoseconds;
    struct pollfd files[FILES] = {{.fd = world.socket, .events = POLLIN}, {.fd = STDIN_FILENO, .events = POLLIN}};
    long long next = now();
    while (!ending) {
        watch(files);
        const long long wait = next - now();
        const struct timespec limit = {.tv_nsec = wait > 0 ? wait : 0};
        if (ppoll(files, FILES, &limit, NULL) > 0 && !serve(files)) {
            break;
        }
        const long long moment = now();
        if (moment < next) {
            continue;
        }
        if (!(set.is_free || !has_answer ? board_send(&world, FRAMES_PINS, NULL, 0) : grant(moment))) {
            break;
        }
        const long long period = has_answer ? usual_period : GREETING_NANOSECONDS;
        while (next <= moment) {
            next += period;
        }
    }
    if (!ending) {
        fprintf(stderr, "pacemaker: the board has gone\n");
    }
}

static void end(void)
{
    if (records != NULL && fclose(records) != 0) {
        fail(set.records);
    }
    if (!set.is_free) {
        printf("granted %lld us in %lld us, the longest pause %lld us\n", granted * PINS_GRANT_TICKS, (last - start) / 1000,
            longest / 1000);
    }
    if (bytes_dropped > 0) {
        printf("dropped %llu bytes that nobody read\n", bytes_dropped);
    }
    endpoint_close(&host);
    endpoint_close(&watcher);
}

int main(int count, char **words)
{
    set = settings_read(count, words);
    prctl(PR_SET_TIMERSLACK, 1000UL); // ns
    board_connect(&world, set.board);
    const struct sigaction action = {.sa_handler = on_signal}; // without SA_RESTART: a wait ends
    sigaction(SIGTERM, &action, NULL);
    sigaction(SIGINT, &action, NULL);
    if (set.records != NULL && (records = fopen(set.records, "wb")) == NULL) {
        fail(set.records);
    }
    (void)endpoint_open(&host, NULL);
    if (!endpoint_open(&watcher, set.pins)) {
        fail(set.pins);
    }
    run();
    end();
    return ending ? 0 : 1;
}
