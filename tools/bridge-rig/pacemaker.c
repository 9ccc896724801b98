// The outside world of a simulated board: grants it time by this machine's clock, moves its pins, and keeps its records.
//
//   pacemaker --pins SOCKET [--records FILE] [--period-us N] [--skew-ppm X] [--free]
//
// Commands come on standard input, a line each: stop, release, high N, low N, skew PPB, partner follows|inverts|dead, restart.
// Prints "time 0 at N ns" (CLOCK_MONOTONIC) when the first grant goes out, and how often it was late when it ends. With --free
// it grants nothing, and the board keeps its own time.
#define _GNU_SOURCE
#include <errno.h>
#include <poll.h>
#include <signal.h>
#include <stdarg.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <time.h>
#include <unistd.h>

#include "pins.h"

#define NANOSECONDS_PER_SECOND 1000000000LL
#define LINE_BYTES 64
#define CONNECT_SECONDS 10

typedef struct {
    const char *pins;
    const char *records;
    double period_microseconds;
    double skew_ppm;
    bool is_free;
} settings;

typedef struct {
    int socket;
    FILE *records;
    long long start;     // ns
    long long granted;   // units of PINS_GRANT_TICKS
    long long longest;   // ns between two grants
    long long last;      // ns
    char line[LINE_BYTES];
    size_t line_bytes;
} pacemaker;

static volatile sig_atomic_t ending;

static void on_signal(int number)
{
    (void)number;
    ending = 1;
}

static _Noreturn void fail(const char *format, ...)
{
    va_list arguments;
    va_start(arguments, format);
    fputs("pacemaker: ", stderr);
    vfprintf(stderr, format, arguments);
    fputc('\n', stderr);
    va_end(arguments);
    exit(2);
}

static long long now(void)
{
    struct timespec time;
    clock_gettime(CLOCK_MONOTONIC, &time);
    return time.tv_sec * NANOSECONDS_PER_SECOND + time.tv_nsec;
}

static int connect_to(const char *path)
{
    struct sockaddr_un address = {.sun_family = AF_UNIX};
    if (strlen(path) >= sizeof address.sun_path) {
        fail("%s: the path of a socket has at most %zu characters", path, sizeof address.sun_path - 1);
    }
    strcpy(address.sun_path, path);
    const int s = socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0);
    const long long limit = now() + CONNECT_SECONDS * NANOSECONDS_PER_SECOND;
    while (connect(s, (const struct sockaddr *)&address, sizeof address) != 0) {
        if (ending || now() > limit) {
            fail("%s: %s", path, strerror(errno));
        }
        usleep(5000);
    }
    return s;
}

// False when the board has gone.
static bool send_bytes(const pacemaker *p, const uint8_t *bytes, size_t count)
{
    while (count > 0) {
        const ssize_t n = send(p->socket, bytes, count, MSG_NOSIGNAL);
        if (n < 0 && errno == EINTR && !ending) {
            continue;
        }
        if (n <= 0) {
            return false;
        }
        bytes += n;
        count -= (size_t)n;
    }
    return true;
}

static bool send_byte(const pacemaker *p, unsigned byte)
{
    const uint8_t b = (uint8_t)byte;
    return send_bytes(p, &b, 1);
}

static bool grant(pacemaker *p, double unit_nanoseconds)
{
    const long long moment = now();
    long long due = (long long)((double)(moment - p->start) / unit_nanoseconds) - p->granted;
    if (moment - p->last > p->longest) {
        p->longest = moment - p->last;
    }
    p->last = moment;
    while (due > 0) {
        const unsigned n = due > PINS_GRANT_MAX ? PINS_GRANT_MAX : (unsigned)due;
        if (!send_byte(p, n)) {
            return false;
        }
        p->granted += n;
        due -= n;
    }
    return true;
}

static bool obey(const pacemaker *p, const char *line)
{
    char word[16] = "";
    long number = 0;
    if (strcmp(line, "stop") == 0) {
        return send_byte(p, PINS_EMERGENCY_ASSERTED);
    }
    if (strcmp(line, "release") == 0) {
        return send_byte(p, PINS_EMERGENCY_RELEASED);
    }
    if (strcmp(line, "restart") == 0) {
        return send_byte(p, PINS_RESTART);
    }
    if (sscanf(line, "high %ld", &number) == 1 && number >= 0 && number < (long)PINS_INPUTS) {
        return send_byte(p, PINS_INPUT_HIGH + (unsigned)number);
    }
    if (sscanf(line, "low %ld", &number) == 1 && number >= 0 && number < (long)PINS_INPUTS) {
        return send_byte(p, PINS_INPUT_LOW + (unsigned)number);
    }
    if (sscanf(line, "skew %ld", &number) == 1 && labs(number) <= PINS_SKEW_PPB_MAX) {
        const uint32_t ppb = (uint32_t)number;
        const uint8_t bytes[] = {PINS_SKEW, (uint8_t)ppb, (uint8_t)(ppb >> 8), (uint8_t)(ppb >> 16), (uint8_t)(ppb >> 24)};
        return send_bytes(p, bytes, sizeof bytes);
    }
    if (sscanf(line, "partner %15s", word) == 1) {
        if (strcmp(word, "follows") == 0) {
            return send_byte(p, PINS_PARTNER_FOLLOWS);
        }
        if (strcmp(word, "inverts") == 0) {
            return send_byte(p, PINS_PARTNER_INVERTS);
        }
        if (strcmp(word, "dead") == 0) {
            return send_byte(p, PINS_PARTNER_DEAD);
        }
    }
    fprintf(stderr, "pacemaker: not a command: %s\n", line);
    return true;
}

static bool take_commands(pacemaker *p, const char *bytes, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        if (bytes[i] != '\n') {
            if (p->line_bytes < LINE_BYTES - 1) {
                p->line[p->line_bytes++] = bytes[i];
            }
            continue;
        }
        p->line[p->line_bytes] = 0;
        p->line_bytes = 0;
        if (p->line[0] != 0 && !obey(p, p->line)) {
            return false;
        }
    }
    return true;
}

static bool take_input(pacemaker *p, struct pollfd *files)
{
    char bytes[65536];
    if (files[0].revents != 0) {
        const ssize_t n = read(files[0].fd, bytes, sizeof bytes);
        if (n <= 0) {
            return false;
        }
        if (p->records != NULL && fwrite(bytes, 1, (size_t)n, p->records) != (size_t)n) {
            fail("the records cannot be written: %s", strerror(errno));
        }
    }
    if (files[1].revents != 0) {
        const ssize_t n = read(files[1].fd, bytes, sizeof bytes);
        if (n <= 0) {
            files[1].fd = -1; // nobody commands any more
        } else {
            return take_commands(p, bytes, (size_t)n);
        }
    }
    return true;
}

static void run(pacemaker *p, const settings *s)
{
    const double unit = PINS_GRANT_TICKS * 1000.0 / (1 + s->skew_ppm * 1e-6);
    const long long period = (long long)(s->period_microseconds * 1000);
    struct pollfd files[] = {{.fd = p->socket, .events = POLLIN}, {.fd = STDIN_FILENO, .events = POLLIN}};
    p->start = p->last = now();
    printf("time 0 at %lld ns\n", p->start);
    fflush(stdout);
    long long next = p->start + period;
    while (!ending) {
        const long long wait = s->is_free ? period : next - now();
        const struct timespec limit = {.tv_nsec = wait > 0 ? wait : 0};
        const int ready = ppoll(files, 2, &limit, NULL);
        if (ready > 0 && !take_input(p, files)) {
            fprintf(stderr, "pacemaker: the board has gone\n");
            return;
        }
        if (s->is_free || now() < next) {
            continue;
        }
        if (!grant(p, unit)) {
            return;
        }
        while (next <= now()) {
            next += period;
        }
    }
}

static double number_of(const char *option, const char *text, double lowest, double highest)
{
    char *end;
    const double value = text == NULL ? lowest - 1 : strtod(text, &end);
    if (text == NULL || *end != 0 || end == text || value < lowest || value > highest) {
        fail("%s %s: expected a number from %g to %g", option, text == NULL ? "" : text, lowest, highest);
    }
    return value;
}

static settings read_options(int count, char **words)
{
    settings s = {.period_microseconds = 250};
    for (int i = 1; i < count; i++) {
        const char *option = words[i];
        const char *value = i + 1 < count ? words[i + 1] : NULL;
        if (strcmp(option, "--free") == 0) {
            s.is_free = true;
            continue;
        }
        i++;
        if (strcmp(option, "--period-us") == 0) {
            s.period_microseconds = number_of(option, value, 10, 100000);
        } else if (strcmp(option, "--skew-ppm") == 0) {
            s.skew_ppm = number_of(option, value, -1000, 1000);
        } else if (strcmp(option, "--pins") == 0 && value != NULL) {
            s.pins = value;
        } else if (strcmp(option, "--records") == 0 && value != NULL) {
            s.records = value;
        } else {
            fail("%s: expected --pins SOCKET, --records FILE, --period-us N, --skew-ppm X or --free", option);
        }
    }
    if (s.pins == NULL) {
        fail("expected --pins SOCKET");
    }
    return s;
}

int main(int count, char **words)
{
    const settings s = read_options(count, words);
    const struct sigaction action = {.sa_handler = on_signal}; // without SA_RESTART: a wait ends
    sigaction(SIGTERM, &action, NULL);
    sigaction(SIGINT, &action, NULL);
    prctl(PR_SET_TIMERSLACK, 1000UL); // ns
    pacemaker p = {.socket = connect_to(s.pins)};
    if (s.records != NULL && (p.records = fopen(s.records, "wb")) == NULL) {
        fail("%s: %s", s.records, strerror(errno));
    }
    run(&p, &s);
    if (p.records != NULL && fclose(p.records) != 0) {
        fail("%s: %s", s.records, strerror(errno));
    }
    if (!s.is_free) {
        printf("granted %lld us in %lld us, the longest pause %lld us\n", p.granted * PINS_GRANT_TICKS, (p.last - p.start) / 1000,
            p.longest / 1000);
    }
    close(p.socket);
    return 0;
}
