#define _GNU_SOURCE
#include "endpoint.h"

#include <errno.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/un.h>
#include <unistd.h>

static void drop_client(endpoint *e)
{
    if (e->client >= 0) {
        close(e->client);
    }
    e->client = -1;
    e->out_begin = e->out_end = 0;
}

bool endpoint_open(endpoint *e, const char *path)
{
    struct sockaddr_un address = {.sun_family = AF_UNIX};
    *e = (endpoint){.path = path, .listener = -1, .client = -1};
    if (path == NULL) {
        return true;
    }
    if (strlen(path) >= sizeof address.sun_path) {
        errno = ENAMETOOLONG;
        return false;
    }
    strcpy(address.sun_path, path);
    struct stat status;
    if (lstat(path, &status) == 0 && S_ISSOCK(status.st_mode)) {
        unlink(path); // of a board that was killed
    }
    e->listener = socket(AF_UNIX, SOCK_STREAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0);
    return e->listener >= 0 && bind(e->listener, (const struct sockaddr *)&address, sizeof address) == 0
        && listen(e->listener, 4) == 0;
}

void endpoint_close(endpoint *e)
{
    drop_client(e);
    if (e->listener >= 0) {
        close(e->listener);
        unlink(e->path);
    }
}

void endpoint_watch(const endpoint *e, struct pollfd *files)
{
    const bool waits = e->out_begin < e->out_end;
    files[0] = (struct pollfd){.fd = e->listener, .events = POLLIN};
    files[1] = (struct pollfd){.fd = e->client, .events = (short)(waits ? POLLIN | POLLOUT : POLLIN)};
}

void endpoint_accept(endpoint *e, const struct pollfd *files)
{
    if (files[0].revents == 0) {
        return;
    }
    const int client = accept4(e->listener, NULL, NULL, SOCK_NONBLOCK | SOCK_CLOEXEC);
    if (client >= 0) {
        drop_client(e);
        e->client = client;
    }
}

size_t endpoint_read(endpoint *e, uint8_t *bytes, size_t count)
{
    if (e->client < 0) {
        return 0;
    }
    const ssize_t n = recv(e->client, bytes, count, 0);
    if (n > 0) {
        return (size_t)n;
    }
    if (n == 0 || (errno != EAGAIN && errno != EINTR)) {
        drop_client(e);
    }
    return 0;
}

bool endpoint_has_room(const endpoint *e)
{
    return e->out_end < ENDPOINT_OUT_BYTES;
}

void endpoint_put(endpoint *e, uint8_t byte)
{
    if (e->client >= 0) {
        e->out[e->out_end++] = byte;
    }
}

void endpoint_flush(endpoint *e)
{
    while (e->out_begin < e->out_end) {
        const ssize_t n = send(e->client, e->out + e->out_begin, e->out_end - e->out_begin, MSG_NOSIGNAL);
        if (n <= 0) {
            if (errno != EAGAIN && errno != EINTR) {
                drop_client(e);
            }
            return;
        }
        e->out_begin += (size_t)n;
    }
    e->out_begin = e->out_end = 0;
}
