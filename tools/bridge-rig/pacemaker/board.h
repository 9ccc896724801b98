// The board's Ethernet, at QEMU's socket: frames as frames.h has them, each behind its length (u32, big-endian).
#ifndef BOARD_H
#define BOARD_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "frames.h"

typedef struct {
    int socket;
    uint32_t sent;       // frames, by the board's count: those that were lost are not in it
    uint32_t taken;      // by the board, as far as it said
    long long full_since; // ns, 0 where the window is open
    uint8_t in[65536];
    size_t in_bytes;
} board;

// Waits until the board is there; ends the program where it is not within 10 s.
void board_connect(board *b, const char *path);

// Whether another frame may go; a reserve of the window is kept for what is urgent.
bool board_has_room(board *b, bool is_urgent, long long now);

// What is underway is lost: the window opens. A frame that was lost and still counted would narrow it for good.
void board_agree(board *b);

// At most FRAMES_DATA_BYTES_MAX bytes. False where the board has gone.
bool board_send(board *b, uint8_t channel, const uint8_t *bytes, size_t count);

// Reads what there is and gives each frame's bytes to `take`. False where the board has gone.
bool board_receive(board *b, void (*take)(uint8_t channel, const uint8_t *bytes, size_t count));

#endif
