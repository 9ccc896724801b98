#include "noble_cobs.h"

#include "noble_check.h"

#define CODE_OF_FULL_BLOCK (NOBLE_COBS_BLOCK_BYTES_MAX + 1)

static void open_block(noble_cobs_writer *writer)
{
    writer->code = writer->length++;
    writer->full = false;
}

static void close_block(noble_cobs_writer *writer)
{
    writer->bytes[writer->code] = (uint8_t)(writer->length - writer->code);
}

void noble_cobs_write_begin(noble_cobs_writer *writer, uint8_t *bytes)
{
    NOBLE_ASSERT(writer != NULL && bytes != NULL);
    writer->bytes = bytes;
    writer->length = 0;
    open_block(writer);
}

void noble_cobs_write(noble_cobs_writer *writer, const uint8_t *bytes, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        // A full block is followed by another only when there is something to put into it.
        if (writer->full) {
            open_block(writer);
        }
        if (bytes[i] == 0) {
            close_block(writer);
            open_block(writer);
            continue;
        }
        writer->bytes[writer->length++] = bytes[i];
        if (writer->length - writer->code == CODE_OF_FULL_BLOCK) {
            close_block(writer);
            writer->full = true;
        }
    }
}

size_t noble_cobs_write_end(noble_cobs_writer *writer)
{
    close_block(writer);
    return writer->length;
}

void noble_cobs_read_begin(noble_cobs_reader *reader)
{
    reader->left = 0;
    reader->zero_pending = false;
}

noble_cobs_step noble_cobs_read(noble_cobs_reader *reader, uint8_t stuffed, uint8_t *data)
{
    NOBLE_ASSERT(stuffed != NOBLE_DELIMITER);
    if (reader->left > 0) {
        reader->left--;
        *data = stuffed;
        return NOBLE_COBS_DATA;
    }

    const bool zero_before = reader->zero_pending;
    reader->left = (uint8_t)(stuffed - 1);
    reader->zero_pending = stuffed != CODE_OF_FULL_BLOCK;
    *data = 0;
    return zero_before ? NOBLE_COBS_DATA : NOBLE_COBS_NO_BYTE;
}

bool noble_cobs_read_is_complete(const noble_cobs_reader *reader)
{
    return reader->left == 0;
}
