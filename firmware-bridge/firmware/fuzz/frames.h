// Steps that send a frame with the right CRC and sequence. `how` is a byte of the program: most values give the command the
// number that the device expects, some another.
#ifndef FRAMES_H
#define FRAMES_H

#include <stdint.h>

// Spikes of batches that the device has executed since the last frames_begin.
extern uint64_t frames_spikes;

void frames_begin(void);

void send_spikes(uint8_t how);
void send_stimulus(uint8_t how);
void send_write(uint8_t how);
void send_cancel(uint8_t how);
void send_hello(void);
void send_heartbeat(uint8_t how);
void send_arm(uint8_t how);
void send_begin(void);
void send_short(uint8_t how);
void send_any(uint8_t how);

#endif
