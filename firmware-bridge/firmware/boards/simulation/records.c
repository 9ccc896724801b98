#include "records.h"

#include "noble_board.h"
#include "noble_bytes.h"
#include "noble_protocol.h"

// Filled under the lock, emptied by the main loop alone.
static uint8_t ring[RECORDS_CAPACITY][RECORD_BYTES];
static volatile uint32_t pushed; // counts for ever
static volatile uint32_t popped;
static volatile uint32_t lost;

static uint8_t sending[RECORD_BYTES];
static uint32_t sent = RECORD_BYTES;

static void encode(uint8_t *bytes, record_kind kind, uint8_t detail, uint16_t line, int32_t difference, uint64_t tick)
{
    bytes[0] = (uint8_t)kind;
    bytes[1] = detail;
    noble_put_u16(bytes + 2, line);
    noble_put_u32(bytes + 4, (uint32_t)difference);
    noble_put_u64(bytes + 8, tick);
}

void records_put(record_kind kind, uint8_t detail, uint16_t line, int32_t difference, uint64_t tick)
{
    const uint32_t before = noble_board_lock();
    if (pushed - popped < RECORDS_CAPACITY) {
        encode(ring[pushed % RECORDS_CAPACITY], kind, detail, line, difference, tick);
        pushed = pushed + 1;
    } else if (lost < INT32_MAX) {
        lost = lost + 1;
    }
    noble_board_unlock(before);
}

// False where there is none.
static bool take(uint8_t *bytes)
{
    bool taken = true;
    const uint32_t before = noble_board_lock();
    if (pushed != popped) {
        const uint8_t *record = ring[popped % RECORDS_CAPACITY];
        for (uint32_t i = 0; i < RECORD_BYTES; i++) {
            bytes[i] = record[i];
        }
        popped = popped + 1;
    } else if (lost > 0) {
        encode(bytes, RECORD_LOST, 0, 0, (int32_t)lost, noble_board_now());
        lost = 0;
    } else {
        taken = false;
    }
    noble_board_unlock(before);
    return taken;
}

void records_watch(uint8_t state)
{
    static uint8_t last = NOBLE_STATE_SAFE;
    if (state != last && state == NOBLE_STATE_ARMED) {
        records_put(RECORD_ARMED, 0, 0, 0, noble_board_now());
    }
    last = state;
}

uint32_t records_waiting(void)
{
    return pushed - popped;
}

bool records_next_byte(uint8_t *byte)
{
    if (sent == RECORD_BYTES) {
        if (!take(sending)) {
            return false;
        }
        sent = 0;
    }
    *byte = sending[sent++];
    return true;
}
