#define _GNU_SOURCE
#include "board.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <linux/sockios.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <unistd.h>

#include "noble_bytes.h"

#define PREFIX_BYTES 4u
#define URGENT_RESERVE 4u
#define CONNECT_TRIES 2000
#define TRY_MICROSECONDS 5000u
// So long without an answer, and nothing of it waits at QEMU: it was lost.
#define LOST_NANOSECONDS 200000000LL

void board_connect(board *b, const char *path)
{
    struct sockaddr_un address = {.sun_family = AF_UNIX};
    if (strlen(path) >= sizeof address.sun_path) {
        fprintf(stderr, "pacemaker: %s: the path of a socket has at most %zu characters\n", path, sizeof address.sun_path - 1);
        exit(2);
    }
    strcpy(address.sun_path, path);
    b->socket = socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0);
    for (int i = 0; connect(b->socket, (const struct sockaddr *)&address, sizeof address) != 0; i++) {
        if (i == CONNECT_TRIES) {
            fprintf(stderr, "pacemaker: %s: %s\n", path, strerror(errno));
            exit(2);
        }
        usleep(TRY_MICROSECONDS);
    }
}

// Whether QEMU has not read all of it yet.
static bool is_waiting(const board *b)
{
    int bytes = 0;
    return ioctl(b->socket, SIOCOUTQ, &bytes) == 0 && bytes > 0;
}

bool board_has_room(board *b, bool is_urgent, long long now)
{
    const uint32_t underway = b->sent - b->taken;
    if (underway < FRAMES_WINDOW - (is_urgent ? 0 : URGENT_RESERVE)) {
        b->full_since = 0;
        return true;
    }
    if (b->full_since == 0) {
        b->full_since = now;
    } else if (now - b->full_since > LOST_NANOSECONDS && !is_waiting(b)) {
        board_agree(b);
    }
    return false;
}

void board_agree(board *b)
{
    b->sent = b->taken;
    b->full_since = 0;
}

bool board_send(board *b, uint8_t channel, const uint8_t *bytes, size_t count)
{
    uint8_t message[PREFIX_BYTES + FRAMES_HEADER_BYTES + FRAMES_DATA_BYTES_MAX] = {0};
    uint8_t *frame = message + PREFIX_BYTES;
    const size_t frame_bytes = FRAMES_HEADER_BYTES + count;
    message[2] = (uint8_t)(frame_bytes >> 8);
    message[3] = (uint8_t)frame_bytes;
    memset(frame, 0xFF, FRAMES_TYPE_OFFSET); // to all, from nobody
    frame[FRAMES_TYPE_OFFSET / 2] = 0x02;
    frame[FRAMES_TYPE_OFFSET] = (uint8_t)(FRAMES_ETHERTYPE >> 8);
    frame[FRAMES_TYPE_OFFSET + 1] = (uint8_t)FRAMES_ETHERTYPE;
    frame[FRAMES_CHANNEL_OFFSET] = channel;
    noble_put_u16(frame + FRAMES_COUNT_OFFSET, (uint16_t)count);
    if (count > 0) {
        memcpy(frame + FRAMES_HEADER_BYTES, bytes, count);
    }
    b->sent++;
    const size_t whole = PREFIX_BYTES + frame_bytes;
    for (size_t done = 0; done < whole;) {
        const ssize_t n = send(b->socket, message + done, whole - done, MSG_NOSIGNAL);
        if (n <= 0 && errno != EINTR) {
            return false;
        }
        done += n > 0 ? (size_t)n : 0;
    }
    return true;
}

static void take_frame(
    board *b, const uint8_t *frame, size_t bytes, void (*take)(uint8_t channel, const uint8_t *bytes, size_t count))
{
    if (bytes < FRAMES_HEADER_BYTES || frame[FRAMES_TYPE_OFFSET] != FRAMES_ETHERTYPE >> 8
        || frame[FRAMES_TYPE_OFFSET + 1] != (FRAMES_ETHERTYPE & 0xFF)) {
        return;
    }
    b->taken = noble_get_u32(frame + FRAMES_TAKEN_OFFSET);
    if (b->sent - b->taken > FRAMES_WINDOW) {
        board_agree(b); // it has started again, or took what had been given up for lost
    }
    const size_t count = noble_get_u16(frame + FRAMES_COUNT_OFFSET);
    if (FRAMES_HEADER_BYTES + count <= bytes) {
        take(frame[FRAMES_CHANNEL_OFFSET], frame + FRAMES_HEADER_BYTES, count);
    }
}

bool board_receive(board *b, void (*take)(uint8_t channel, const uint8_t *bytes, size_t count))
{
    const ssize_t n = recv(b->socket, b->in + b->in_bytes, sizeof b->in - b->in_bytes, MSG_DONTWAIT);
    if (n <= 0) {
        return n < 0 && (errno == EAGAIN || errno == EINTR);
    }
    b->in_bytes += (size_t)n;
    size_t at = 0;
    while (b->in_bytes - at >= PREFIX_BYTES) {
        const size_t bytes = (size_t)b->in[at] << 24 | (size_t)b->in[at + 1] << 16 | (size_t)b->in[at + 2] << 8 | b->in[at + 3];
        if (bytes > sizeof b->in - PREFIX_BYTES) {
            return false; // not QEMU's
        }
        if (b->in_bytes - at < PREFIX_BYTES + bytes) {
            break;
        }
        take_frame(b, b->in + at + PREFIX_BYTES, bytes, take);
        at += PREFIX_BYTES + bytes;
    }
    memmove(b->in, b->in + at, b->in_bytes - at);
    b->in_bytes -= at;
    return true;
}
