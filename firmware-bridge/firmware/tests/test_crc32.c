#include "check.h"
#include "noble_crc32.h"
#include "noble_protocol.h"
#include "tests.h"
#include "vectors.h"

static uint8_t data[VECTOR_BYTES_MAX];

void crc32_Vectors_GiveTheirValue(void)
{
    static vectors reader;
    int read = 0;
    vectors_open(&reader, "crc32.txt");
    while (vectors_next(&reader)) {
        const size_t count = vector_bytes(reader.field[1], data);
        if (!CHECK(noble_crc32(data, count) == vector_number(reader.field[2], 16))) {
            printf("  %s\n", reader.field[0]);
        }
        read++;
    }
    CHECK(read == 7);
    CHECK(noble_crc32((const uint8_t *)"123456789", 9) == NOBLE_CRC_CHECK);
}

void crc32_InPieces_MatchesWhole(void)
{
    for (size_t i = 0; i < 64; i++) {
        data[i] = (uint8_t)(i * 37);
    }
    for (size_t cut = 0; cut <= 64; cut++) {
        uint32_t running = noble_crc32_update(noble_crc32_begin(), data, cut);
        running = noble_crc32_update(running, data + cut, 64 - cut);
        CHECK(noble_crc32_end(running) == noble_crc32(data, 64));
    }
}
