#include "ethernet.h"

#include <stdint.h>

#include "board.h"
#include "cortex_m.h"
#include "frames.h"
#include "lan9118.h"
#include "noble_board.h"
#include "noble_bytes.h"
#include "pins.h"
#include "records.h"
#include "wake.h"

#define CRC_BYTES 4u
#define FRAME_BYTES_MAX (FRAMES_HEADER_BYTES + FRAMES_DATA_BYTES_MAX)
#define WORDS(bytes) (((bytes) + 3u) / 4u)
#define RECORDS_A_FRAME (FRAMES_DATA_BYTES_MAX / RECORD_BYTES)
#define ACKNOWLEDGE_EVERY (FRAMES_WINDOW / 3u)

static volatile bool is_used;
static pins_reader reader; // interrupt only
static volatile uint32_t taken;
static uint32_t told; // how many taken frames the other side knows of

void ethernet_start(void)
{
    if (LAN9118_BYTE_TEST != LAN9118_BYTE_TEST_VALUE) {
        return;
    }
    LAN9118_RX_CFG = 0;
    LAN9118_TX_CFG = LAN9118_TX_CFG_ON;
    LAN9118_FIFO_INT = 0; // an interrupt for the first frame
    LAN9118_MAC_CSR_DATA = LAN9118_MAC_CR_RX | LAN9118_MAC_CR_TX | LAN9118_MAC_CR_PROMISCUOUS;
    LAN9118_MAC_CSR_CMD = LAN9118_MAC_WRITE_MAC_CR;
    LAN9118_INT_STS = UINT32_MAX;
    LAN9118_INT_EN = LAN9118_INT_RX_STATUS_LEVEL;
    LAN9118_IRQ_CFG = LAN9118_IRQ_CFG_PUSH_PULL | LAN9118_IRQ_CFG_ACTIVE_HIGH | LAN9118_IRQ_CFG_ENABLE;
    cortex_m_enable(IRQ_ETHERNET, PRIORITY_LINK);
}

bool ethernet_is_used(void)
{
    return is_used;
}

static void take(const uint8_t *frame, uint32_t bytes)
{
    const uint64_t now = noble_board_now();
    const uint32_t type = (uint32_t)frame[FRAMES_TYPE_OFFSET] << 8 | frame[FRAMES_TYPE_OFFSET + 1u];
    const uint32_t channel = frame[FRAMES_CHANNEL_OFFSET];
    const uint32_t count = noble_get_u16(frame + FRAMES_COUNT_OFFSET);
    if (type != FRAMES_ETHERTYPE || channel > FRAMES_PINS || FRAMES_HEADER_BYTES + count > bytes) {
        return;
    }
    taken = taken + 1;
    is_used = true;
    if (channel == FRAMES_LINK) {
        wake_expect_long_turn();
    }
    for (uint32_t i = 0; i < count; i++) {
        const uint8_t byte = frame[FRAMES_HEADER_BYTES + i];
        if (channel == FRAMES_LINK) {
            noble_device_on_byte(&board_device, byte, now);
        } else {
            pins_take(&reader, byte);
        }
    }
}

static void receive(void)
{
    static uint8_t frame[FRAME_BYTES_MAX + CRC_BYTES + 3u]; // interrupt only
    const uint32_t bytes = LAN9118_RX_BYTES(LAN9118_RX_STATUS);
    for (uint32_t i = 0; i < WORDS(bytes); i++) {
        const uint32_t word = LAN9118_RX_DATA;
        if (4u * i + 4u <= sizeof frame) {
            noble_put_u32(frame + 4u * i, word);
        }
    }
    if (bytes >= FRAMES_HEADER_BYTES + CRC_BYTES && bytes <= FRAME_BYTES_MAX + CRC_BYTES) {
        take(frame, bytes - CRC_BYTES);
    }
}

void ethernet_on_interrupt(void)
{
    LAN9118_INT_STS = LAN9118_INT_RX_STATUS_LEVEL;
    while (LAN9118_RX_FRAMES(LAN9118_RX_FIFO_INF) != 0) {
        receive();
    }
}

static bool next_byte(uint32_t channel, uint8_t *byte)
{
    return channel == FRAMES_LINK ? noble_device_next_byte(&board_device, byte) : records_next_byte(byte);
}

static void transmit(const uint8_t *frame, uint32_t bytes)
{
    LAN9118_TX_DATA = LAN9118_TX_A_WHOLE | bytes;
    LAN9118_TX_DATA = bytes;
    for (uint32_t i = 0; i < WORDS(bytes); i++) {
        LAN9118_TX_DATA = noble_get_u32(frame + 4u * i);
    }
    (void)LAN9118_TX_STATUS; // makes room for the next one's
}

// Returns whether the frame was full.
static bool send_channel(uint32_t channel)
{
    static uint8_t frame[4u * WORDS(FRAME_BYTES_MAX)]; // main loop only
    const bool is_due = taken - told >= ACKNOWLEDGE_EVERY;
    if (channel == FRAMES_PINS && wake_is_paced() && !is_due && records_waiting() < RECORDS_A_FRAME) {
        return false; // a frame costs QEMU as much whatever is in it
    }
    uint32_t count = 0;
    while (count < FRAMES_DATA_BYTES_MAX && next_byte(channel, frame + FRAMES_HEADER_BYTES + count)) {
        count++;
    }
    const uint32_t taken_now = taken;
    if (count == 0 && (channel == FRAMES_LINK || !is_due)) {
        return false;
    }
    for (uint32_t i = 0; i < FRAMES_TYPE_OFFSET; i++) {
        frame[i] = i < FRAMES_TYPE_OFFSET / 2u ? 0xFF : 0x02; // to all; from an address of nobody's
    }
    frame[FRAMES_TYPE_OFFSET] = (uint8_t)(FRAMES_ETHERTYPE >> 8);
    frame[FRAMES_TYPE_OFFSET + 1u] = (uint8_t)FRAMES_ETHERTYPE;
    frame[FRAMES_CHANNEL_OFFSET] = (uint8_t)channel;
    frame[FRAMES_CHANNEL_OFFSET + 1u] = 0;
    noble_put_u16(frame + FRAMES_COUNT_OFFSET, (uint16_t)count);
    noble_put_u32(frame + FRAMES_TAKEN_OFFSET, taken_now);
    transmit(frame, FRAMES_HEADER_BYTES + count);
    told = taken_now;
    return count == FRAMES_DATA_BYTES_MAX;
}

bool ethernet_send(void)
{
    const bool more_for_host = send_channel(FRAMES_LINK);
    const bool more_records = send_channel(FRAMES_PINS);
    return more_for_host || more_records;
}
