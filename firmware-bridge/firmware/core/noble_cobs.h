// Consistent Overhead Byte Stuffing, a byte at a time: what leaves the writer has no zero in it.
#ifndef NOBLE_COBS_H
#define NOBLE_COBS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "noble_protocol.h"

// The most that stuffing makes of `count` bytes.
static inline size_t noble_cobs_bound(size_t count)
{
    return count == 0
        ? 1
        : count + (count + NOBLE_COBS_BLOCK_BYTES_MAX - 1) / NOBLE_COBS_BLOCK_BYTES_MAX;
}

// Writes into a buffer of the caller's, which holds noble_cobs_bound() of what will be put.
typedef struct {
    uint8_t *bytes;
    size_t length; // bytes written, the open block's code among them
    size_t code;   // where the open block's code belongs
    bool full;     // the last block took 254 bytes, and nothing follows it yet
} noble_cobs_writer;

void noble_cobs_write_begin(noble_cobs_writer *writer, uint8_t *bytes);
void noble_cobs_write(noble_cobs_writer *writer, const uint8_t *bytes, size_t count);
// Returns the length of what was written.
size_t noble_cobs_write_end(noble_cobs_writer *writer);

// Reads a stuffed frame, delimiters excluded.
typedef struct {
    uint8_t left;      // data bytes that the open block still has
    bool zero_pending; // a zero lies before the next block
} noble_cobs_reader;

typedef enum {
    NOBLE_COBS_NO_BYTE, // the input was a code byte
    NOBLE_COBS_DATA,    // *data is a byte of the frame
} noble_cobs_step;

void noble_cobs_read_begin(noble_cobs_reader *reader);
// `stuffed` is not zero.
noble_cobs_step noble_cobs_read(noble_cobs_reader *reader, uint8_t stuffed, uint8_t *data);
// Whether the frame may end here: no block is open.
bool noble_cobs_read_is_complete(const noble_cobs_reader *reader);

#endif
