// A unix socket that serves one client at a time; the newest replaces the one before.
#ifndef ENDPOINT_H
#define ENDPOINT_H

#include <poll.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <sys/types.h>

#define ENDPOINT_OUT_BYTES 16384u

typedef struct {
    const char *path; // NULL: there is none
    int listener;
    int client; // -1: nobody
    uint8_t out[ENDPOINT_OUT_BYTES];
    size_t out_begin;
    size_t out_end;
} endpoint;

// False with errno where the path cannot be listened at.
bool endpoint_open(endpoint *e, const char *path);
void endpoint_close(endpoint *e);

// Fills two entries; after the poll takes a new client.
void endpoint_watch(const endpoint *e, struct pollfd *files);
void endpoint_accept(endpoint *e, const struct pollfd *files);

// Bytes read; 0 where there are none. Never blocks.
size_t endpoint_read(endpoint *e, uint8_t *bytes, size_t count);

// False where the client is behind: there is no room. Without a client what is sent is lost, as on a line that nobody
// listens to.
bool endpoint_has_room(const endpoint *e);
void endpoint_put(endpoint *e, uint8_t byte);
void endpoint_flush(endpoint *e);

#endif
