// The codes and sizes of the bridge protocol. SPECIFICATION.md says what they mean.
// This file is their one source: the firmware includes it, and a test of the host reads it.
// Every value is a literal, so that a reader needs no C compiler; the assertions below hold the sums together.
#ifndef NOBLE_PROTOCOL_H
#define NOBLE_PROTOCOL_H

// Version of the messages. Delimiter, stuffing, header and CRC are the same in every version.
#define NOBLE_PROTOCOL_VERSION 1

// Framing, in bytes before stuffing.
#define NOBLE_DELIMITER 0x00
#define NOBLE_HEADER_BYTES 6
#define NOBLE_HEADER_VERSION_OFFSET 0
#define NOBLE_HEADER_TYPE_OFFSET 1
#define NOBLE_HEADER_SEQUENCE_OFFSET 2
#define NOBLE_HEADER_PAYLOAD_BYTES_OFFSET 4
#define NOBLE_CRC_BYTES 4
#define NOBLE_PAYLOAD_BYTES_MAX 1024
#define NOBLE_FRAME_BYTES_MIN 10
#define NOBLE_FRAME_BYTES_MAX 1034

// Stuffing. A block is a code byte and at most NOBLE_COBS_BLOCK_BYTES_MAX bytes that are not zero.
#define NOBLE_COBS_BLOCK_BYTES_MAX 254
#define NOBLE_COBS_BYTES_MAX 1039
#define NOBLE_WIRE_BYTES_MAX 1041

// CRC-32/ISO-HDLC: reflected in and out. The check value is the CRC of the nine characters "123456789".
#define NOBLE_CRC_POLYNOMIAL 0x04C11DB7
#define NOBLE_CRC_POLYNOMIAL_REFLECTED 0xEDB88320
#define NOBLE_CRC_INITIAL 0xFFFFFFFF
#define NOBLE_CRC_FINAL_XOR 0xFFFFFFFF
#define NOBLE_CRC_CHECK 0xCBF43926

// A sequence number this far ahead of the expected one, or less, is loss; further is a frame seen before.
#define NOBLE_SEQUENCE_AHEAD_MAX 32767

// Time-outs that both sides use unless they are configured otherwise.
#define NOBLE_FRAME_TIMEOUT_MILLISECONDS 100
#define NOBLE_LINK_TIMEOUT_MILLISECONDS 1000
#define NOBLE_HEARTBEAT_INTERVAL_MILLISECONDS 100

// The top bit of a type says which way the frame travels.
#define NOBLE_DIRECTION_MASK 0x80
#define NOBLE_DIRECTION_TO_DEVICE 0x00
#define NOBLE_DIRECTION_TO_HOST 0x80

// Types. No message has type 0.
#define NOBLE_TYPE_NONE 0x00
#define NOBLE_TYPE_HOST_HEARTBEAT 0x01
#define NOBLE_TYPE_SPIKE_BATCH 0x02
#define NOBLE_TYPE_DEVICE_HEARTBEAT 0x81

// Heartbeat, either way.
#define NOBLE_HEARTBEAT_BYTES 8
#define NOBLE_HEARTBEAT_SENDER_TIME_OFFSET 0

// Spike batch: what comes before the records, and a record.
#define NOBLE_SPIKE_BATCH_HEADER_BYTES 10
#define NOBLE_SPIKE_BATCH_BASE_TIME_TICKS_OFFSET 0
#define NOBLE_SPIKE_BATCH_COUNT_OFFSET 8
#define NOBLE_SPIKE_RECORD_BYTES 6
#define NOBLE_SPIKE_RECORD_DELTA_TICKS_OFFSET 0
#define NOBLE_SPIKE_RECORD_LINE_OFFSET 4
#define NOBLE_SPIKE_BATCH_SPIKES_MAX 169

// Errors. They index the error counters, so a code keeps its place and NOBLE_ERROR_COUNT is one more than the last.
#define NOBLE_ERROR_NONE 0
#define NOBLE_ERROR_FRAME_TIMEOUT 1
#define NOBLE_ERROR_STUFFING 2
#define NOBLE_ERROR_TOO_LONG 3
#define NOBLE_ERROR_TOO_SHORT 4
#define NOBLE_ERROR_LENGTH_MISMATCH 5
#define NOBLE_ERROR_WRONG_CRC 6
#define NOBLE_ERROR_UNSUPPORTED_VERSION 7
#define NOBLE_ERROR_WRONG_DIRECTION 8
#define NOBLE_ERROR_REPEATED_SEQUENCE 9
#define NOBLE_ERROR_UNKNOWN_TYPE 10
#define NOBLE_ERROR_WRONG_PAYLOAD_LENGTH 11
#define NOBLE_ERROR_SPIKE_COUNT_OUT_OF_RANGE 12
#define NOBLE_ERROR_SPIKES_OUT_OF_ORDER 13
#define NOBLE_ERROR_TIME_OUT_OF_RANGE 14
#define NOBLE_ERROR_BUFFER_TOO_SMALL 15
#define NOBLE_ERROR_COUNT 16

_Static_assert(
    NOBLE_HEADER_PAYLOAD_BYTES_OFFSET + 2 == NOBLE_HEADER_BYTES,
    "the payload's length is the header's last field");
_Static_assert(
    NOBLE_FRAME_BYTES_MIN == NOBLE_HEADER_BYTES + NOBLE_CRC_BYTES,
    "the shortest frame has no payload");
_Static_assert(
    NOBLE_FRAME_BYTES_MAX == NOBLE_FRAME_BYTES_MIN + NOBLE_PAYLOAD_BYTES_MAX,
    "the longest frame is full");
_Static_assert(
    NOBLE_COBS_BYTES_MAX ==
        NOBLE_FRAME_BYTES_MAX + (NOBLE_FRAME_BYTES_MAX + NOBLE_COBS_BLOCK_BYTES_MAX - 1) / NOBLE_COBS_BLOCK_BYTES_MAX,
    "at worst, every full block costs one byte");
_Static_assert(
    NOBLE_WIRE_BYTES_MAX == NOBLE_COBS_BYTES_MAX + 2,
    "a delimiter on either side");
_Static_assert(
    NOBLE_SPIKE_RECORD_LINE_OFFSET + 2 == NOBLE_SPIKE_RECORD_BYTES,
    "the line is the record's last field");
_Static_assert(
    NOBLE_SPIKE_BATCH_COUNT_OFFSET + 2 == NOBLE_SPIKE_BATCH_HEADER_BYTES,
    "the records follow the count");
_Static_assert(
    NOBLE_SPIKE_BATCH_SPIKES_MAX ==
        (NOBLE_PAYLOAD_BYTES_MAX - NOBLE_SPIKE_BATCH_HEADER_BYTES) / NOBLE_SPIKE_RECORD_BYTES,
    "a batch fills its payload");
_Static_assert(
    NOBLE_HEARTBEAT_SENDER_TIME_OFFSET + 8 == NOBLE_HEARTBEAT_BYTES,
    "a heartbeat is a time");
_Static_assert(
    NOBLE_ERROR_BUFFER_TOO_SMALL + 1 == NOBLE_ERROR_COUNT,
    "every error has a counter");
_Static_assert(
    NOBLE_HEARTBEAT_INTERVAL_MILLISECONDS * 4 <= NOBLE_LINK_TIMEOUT_MILLISECONDS &&
        NOBLE_FRAME_TIMEOUT_MILLISECONDS < NOBLE_LINK_TIMEOUT_MILLISECONDS,
    "a few heartbeats may be lost before a link counts as silent");

#endif
