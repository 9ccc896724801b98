#include <string.h>

#include "check.h"
#include "fake_board.h"
#include "host.h"
#include "random.h"
#include "tests.h"

#define START UINT64_C(0xFFFFFF00) // the low 32 bits of the time wrap in the first milliseconds

static void begin_armed(void)
{
    fake_begin(START);
    host_begin_armed();
}

static void set_u32(uint16_t id, uint64_t value)
{
    CHECK(host_write(id, NOBLE_REGISTER_TYPE_U32, value) == NOBLE_RESULT_OK);
}

// Armed, with two settings of its own.
__attribute__((unused)) static void begin_armed_with(uint16_t id, uint64_t value, uint16_t other_id, uint64_t other_value)
{
    fake_begin(START);
    host_begin();
    host_hello(HOST_SESSION);
    set_u32(id, value);
    set_u32(other_id, other_value);
    host_heartbeat(HOST_SESSION);
    CHECK(host_arm() == NOBLE_RESULT_OK);
}

void emitter_ManySpikes_LeaveAtTheirTick(void)
{
    begin_armed();
    random_source source = {.state = 11};
    static noble_spike spikes[NOBLE_SPIKE_BATCH_SPIKES_MAX];
    uint64_t time = fake.now + 5000;
    uint32_t sent = 0;
    for (int batch = 0; batch < 30; batch++) {
        const uint64_t base = time;
        for (size_t i = 0; i < 100; i++) {
            time += random_below(&source, 400);
            spikes[i] = (noble_spike){.time_ticks = time, .line = (uint16_t)random_below(&source, 16)};
        }
        CHECK(host_spikes(base, spikes, 100) == NOBLE_RESULT_OK);
        sent += 100;
        host_run_until(time - 5000 > fake.now ? time - 5000 : fake.now);
    }
    host_run_until(time + 1000);
    CHECK(fake.emissions_count == sent && fake_device.counters.spikes_emitted == sent);
    uint32_t exact = 0;
    for (uint32_t i = 0; i < sent; i++) {
        exact += fake.emissions[i].actual == fake.emissions[i].requested ? 1u : 0u;
        CHECK(i == 0 || fake.emissions[i].requested >= fake.emissions[i - 1].requested);
    }
    CHECK(exact > sent * 9 / 10);
    CHECK(fake_device.counters.spikes_lateness_max_ticks <= 1);
    CHECK(fake_is_consistent());
}
