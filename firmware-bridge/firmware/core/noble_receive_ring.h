// Bytes on their way from the interrupt that got them to the main loop, each with the tick of its arrival.
// One side pushes, the other pops; neither needs a lock.
#ifndef NOBLE_RECEIVE_RING_H
#define NOBLE_RECEIVE_RING_H

#include <stdatomic.h>
#include <stdbool.h>
#include <stdint.h>

#define NOBLE_RECEIVE_BYTES 4096u

_Static_assert((NOBLE_RECEIVE_BYTES & (NOBLE_RECEIVE_BYTES - 1)) == 0, "positions wrap with their 32 bits");

typedef struct {
    atomic_uint pushed; // counts for ever; only the interrupt writes it
    atomic_uint popped; // only the main loop writes it
    uint8_t bytes[NOBLE_RECEIVE_BYTES];
    uint32_t ticks[NOBLE_RECEIVE_BYTES];
} noble_receive_ring;

static inline bool noble_receive_ring_is_empty(const noble_receive_ring *ring)
{
    return atomic_load_explicit(&ring->pushed, memory_order_acquire)
        == atomic_load_explicit(&ring->popped, memory_order_relaxed);
}

// False where the ring is full, and the byte lost.
static inline bool noble_receive_ring_push(noble_receive_ring *ring, uint8_t byte, uint32_t ticks)
{
    const unsigned at = atomic_load_explicit(&ring->pushed, memory_order_relaxed);
    if (at - atomic_load_explicit(&ring->popped, memory_order_acquire) == NOBLE_RECEIVE_BYTES) {
        return false;
    }
    ring->bytes[at % NOBLE_RECEIVE_BYTES] = byte;
    ring->ticks[at % NOBLE_RECEIVE_BYTES] = ticks;
    atomic_store_explicit(&ring->pushed, at + 1u, memory_order_release);
    return true;
}

// False where the ring is empty.
static inline bool noble_receive_ring_pop(noble_receive_ring *ring, uint8_t *byte, uint32_t *ticks)
{
    if (noble_receive_ring_is_empty(ring)) {
        return false;
    }
    const unsigned at = atomic_load_explicit(&ring->popped, memory_order_relaxed);
    *byte = ring->bytes[at % NOBLE_RECEIVE_BYTES];
    *ticks = ring->ticks[at % NOBLE_RECEIVE_BYTES];
    atomic_store_explicit(&ring->popped, at + 1u, memory_order_release);
    return true;
}

#endif
