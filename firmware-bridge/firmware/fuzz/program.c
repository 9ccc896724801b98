#include "program.h"

#include <stdio.h>
#include <stdlib.h>

#include "check.h"
#include "fake_board.h"
#include "frames.h"
#include "host.h"
#include "input.h"

#define STEPS_MAX 512u

program_totals totals;

static bool was_armed;

static void fail(const char *what)
{
    printf("does not hold: %s, at tick %llu\n", what, (unsigned long long)fake.now);
    fflush(stdout);
    abort();
}

static void check_all(void)
{
    const noble_counters *counters = &fake_device.counters;
    if (!fake_is_consistent()) {
        fail("accepted = emitted + not emitted + pending, the queues' order, safe outputs while safe");
    }
    if (frames_spikes != (uint64_t)counters->spikes_accepted + counters->spikes_late_on_arrival + counters->spikes_full
            + counters->spikes_not_armed + counters->spikes_no_line) {
        fail("received = accepted + not accepted");
    }
    if (check_take_failures() > 0) {
        fail("what the device sends is well-formed");
    }
    was_armed = was_armed || fake_device.safety.state == NOBLE_STATE_ARMED;
}

static void send_bytes(uint8_t how)
{
    for (uint32_t i = 0; i < how; i++) {
        noble_device_on_byte(&fake_device, take_u8(), noble_board_now());
    }
}

static void flood(uint8_t how)
{
    for (uint32_t i = 0; i < how * 32u; i++) {
        noble_device_on_byte(&fake_device, (uint8_t)(i % 7u), noble_board_now());
    }
}

static void pass_time(uint8_t how)
{
    if (how < 200) {
        fake_run_until(fake.now + how * 4u);
    } else if (how < 250) {
        fake_run_until(fake.now + (how - 200u) * 500u);
    } else {
        fake.now += (uint64_t)(how - 249u) * 400000u; // everything has stood still
    }
}

static void come_late(uint8_t how)
{
    fake.holds_timer = true;
    fake_run_until(fake.now + how % 64u);
    fake.holds_timer = false;
}

static void interrupt(uint8_t how)
{
    if (how < 200) {
        noble_device_on_edge(&fake_device, how % noble_board.inputs, how >= 100, noble_board_now());
        return;
    }
    switch (how % 8u) {
    case 0:
        fake.emergency = true;
        noble_device_on_emergency(&fake_device);
        break;
    case 1:
        noble_device_on_fault(&fake_device);
        break;
    case 2:
        fake.emergency = true;
        break;
    case 3:
        fake.emergency_interrupt_at = fake.now + (how - 200u) * 4u;
        break;
    default:
        fake.emergency = false;
        break;
    }
}

static void change_partner(uint8_t how)
{
    fake.partner = (fake_partner)(how % 4u);
    fake.partner_ticks = how;
}

static void add_totals(void)
{
    totals.frames += fake_device.receiver.counters.frames_taken;
    for (size_t i = 0; i < NOBLE_ERROR_COUNT; i++) {
        totals.dropped += fake_device.receiver.counters.errors[i];
    }
    totals.accepted += fake_device.counters.spikes_accepted;
    totals.emitted += fake_device.counters.spikes_emitted;
}

static void begin(void)
{
    fake_begin(UINT64_C(0xFFFFF000));
    host_begin();
    frames_begin();
}

static void step(uint8_t operation, uint8_t how)
{
    switch (operation % 20u) {
    case 0:
    case 1:
    case 2:
    case 3:
        send_spikes(how);
        break;
    case 4:
        send_stimulus(how);
        break;
    case 5:
        send_write(how);
        break;
    case 6:
        send_cancel(how);
        break;
    case 7:
        send_arm(how);
        break;
    case 8:
        send_hello();
        break;
    case 9:
        send_heartbeat(how);
        break;
    case 10:
    case 11:
        send_begin();
        break;
    case 12:
        send_short(how);
        break;
    case 13:
        send_any(how);
        break;
    case 14:
        send_bytes(how);
        break;
    case 15:
        pass_time(how);
        break;
    case 16:
        interrupt(how);
        break;
    case 17:
        come_late(how);
        break;
    case 18:
        change_partner(how);
        break;
    default:
        if (how == 0) {
            add_totals();
            begin();
        } else if (how < 8) {
            flood(how);
        } else {
            host_take();
        }
        break;
    }
}

void program_run(const uint8_t *data, size_t size)
{
    input_begin(data, size);
    was_armed = false;
    begin();
    for (uint32_t i = 0; i < STEPS_MAX && input_left() > 0; i++) {
        const uint8_t operation = take_u8();
        step(operation, take_u8());
        fake_poll();
        check_all();
        if (fake_device.transmitter.left == 0 && operation >= 64) {
            host_take();
        }
    }
    fake_run_until(fake.now + 2000);
    host_take();
    check_all();
    add_totals();
    totals.programs++;
    totals.armed += was_armed ? 1u : 0u;
}

void program_print_totals(void)
{
    printf("%llu frames taken, %llu frames and payloads dropped, %llu spikes accepted, %llu emitted, %llu executions "
           "(%llu of them armed), 0 findings\n",
           (unsigned long long)totals.frames, (unsigned long long)totals.dropped, (unsigned long long)totals.accepted,
           (unsigned long long)totals.emitted, (unsigned long long)totals.programs, (unsigned long long)totals.armed);
    fflush(stdout);
}
