// The two lines of a simulated board as Ethernet frames, for QEMU takes a byte of a serial line as dear as a whole frame:
//
//     destination 6 | source 6 | type u16 = FRAMES_ETHERTYPE, big-endian |
//     channel u8 | 0 u8 | count u16 | taken u32 | count bytes              little-endian
//
// `taken` is how many frames the sender has taken so far from the other side, which may have FRAMES_WINDOW underway.
#ifndef FRAMES_H
#define FRAMES_H

#define FRAMES_ETHERTYPE 0x88B5u // for experiments on one's own network (IEEE 802)
#define FRAMES_TYPE_OFFSET 12u
#define FRAMES_CHANNEL_OFFSET 14u
#define FRAMES_COUNT_OFFSET 16u
#define FRAMES_TAKEN_OFFSET 18u
#define FRAMES_HEADER_BYTES 22u
#define FRAMES_DATA_BYTES_MAX 512u
#define FRAMES_LINK 0u
#define FRAMES_PINS 1u
#define FRAMES_WINDOW 12u // the controller's memory holds more than so many of the longest

#endif
