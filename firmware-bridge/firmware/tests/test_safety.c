// The safe state, by whatever leads to it, and who may leave it.
#include "check.h"
#include "fake_board.h"
#include "host.h"
#include "tests.h"

#define COUNT(name) (fake_device.counters.name)

// Armed, with a line active, spikes pending, and a channel away from rest and more to come.
static void begin_busy(void)
{
    host_begin_session();
    CHECK(host_write(NOBLE_REGISTER_DAC, NOBLE_REGISTER_TYPE_U16, 0) == NOBLE_RESULT_OK);
    CHECK(host_write(NOBLE_REGISTER_DAC + 1, NOBLE_REGISTER_TYPE_U16, 4095) == NOBLE_RESULT_OK);
    host_set(NOBLE_REGISTER_PULSE_TICKS, 1000000);
    host_arm_device();
    const uint64_t time = fake.now + 1000;
    const noble_spike spikes[] = {{time, 4}, {time + 2000000, 5}, {time + 2000000, 6}};
    CHECK(host_spikes(time, spikes, 3) == NOBLE_RESULT_OK);
    CHECK(host_stimulus(time, 0, 3000) == NOBLE_RESULT_OK);
    CHECK(host_stimulus(time + 2000000, 0, 3500) == NOBLE_RESULT_OK);
    fake_run_until(time + 100);
    host_take();
    CHECK(fake.levels == 0x10 && fake.dac[0] == 3000);
}

static void check_safe(uint8_t cause)
{
    CHECK(fake_device.safety.state == NOBLE_STATE_SAFE && fake_device.safety.cause == cause);
    CHECK(fake.levels == 0 && fake.dac[0] == 2048 && fake.safe_cause == cause);
    CHECK(COUNT(spikes_discarded) == 2 && COUNT(stimuli_discarded) == 1 && COUNT(safe_states) == 1);
    CHECK(fake_is_consistent());
    // Nothing of it leaves afterwards.
    const uint32_t writes = fake.writes_count;
    const uint32_t codes = fake.codes_count;
    host_run_until(fake.now + 3000000);
    CHECK(fake.emissions_count == 1 && fake.writes_count == writes && fake.codes_count == codes);
    CHECK(host.heartbeat.state == NOBLE_STATE_SAFE && host.heartbeat.cause == cause);
}

void safety_SafeStateMessage_IsSafeAtOnce(void)
{
    begin_busy();
    const uint32_t heartbeats = host.heartbeats;
    host_send(NOBLE_TYPE_SAFE_STATE, NULL, 0);
    host_poll();
    CHECK(host.heartbeats > heartbeats && host.heartbeat.cause == NOBLE_CAUSE_COMMAND);
    check_safe(NOBLE_CAUSE_COMMAND);
    CHECK(host_arm() == NOBLE_RESULT_OK);
}

void safety_EmergencyMessage_IsSafeUntilANewSession(void)
{
    begin_busy();
    host_send(NOBLE_TYPE_EMERGENCY_STOP, NULL, 0);
    host_poll();
    check_safe(NOBLE_CAUSE_EMERGENCY_COMMAND);
    CHECK(host_arm() == NOBLE_RESULT_EMERGENCY);
    host_send(NOBLE_TYPE_SAFE_STATE, NULL, 0);
    host_poll();
    CHECK(fake_device.safety.cause == NOBLE_CAUSE_EMERGENCY_COMMAND && host_arm() == NOBLE_RESULT_EMERGENCY);
    host_hello(HOST_SESSION);
    CHECK(host.welcome.last_cause == NOBLE_CAUSE_EMERGENCY_COMMAND && host_arm() == NOBLE_RESULT_EMERGENCY);
    host_hello(HOST_SESSION + 1);
    CHECK(host.welcome.last_cause == NOBLE_CAUSE_EMERGENCY_COMMAND);
    host_hello(HOST_SESSION + 1);
    CHECK(host.welcome.last_cause == NOBLE_CAUSE_EMERGENCY_COMMAND);
    host_heartbeat(HOST_SESSION + 1);
    CHECK(host_arm() == NOBLE_RESULT_OK);
}

void safety_EmergencyInterrupt_IsSafeInTheSameInterrupt(void)
{
    begin_busy();
    const uint64_t begin = fake.now;
    fake.emergency = true;
    noble_device_on_emergency(&fake_device);
    CHECK(fake.levels == 0 && fake.dac[0] == 2048 && fake_device.schedule.queue.count == 0);
    CHECK(fake.safe_time - begin < 1000);
    host_poll();
    check_safe(NOBLE_CAUSE_EMERGENCY_INPUT);
    CHECK(host_read(NOBLE_REGISTER_EMERGENCY_INPUT) == 1);
    CHECK(host_arm() == NOBLE_RESULT_EMERGENCY);
    fake.emergency = false;
    CHECK(host_arm() == NOBLE_RESULT_EMERGENCY);
    host_hello(HOST_SESSION + 1);
    host_heartbeat(HOST_SESSION + 1);
    CHECK(host_arm() == NOBLE_RESULT_OK);
}

// The interrupt comes while the timer's waits for the tick of a spike that is ready.
void safety_EmergencyJustBeforeASpike_StopsIt(void)
{
    for (uint64_t before = 0; before <= noble_board.lead_ticks + 2u; before++) {
        host_begin_armed();
        const uint64_t time = fake.now + 2000;
        const noble_spike spikes[] = {{time, 1}, {time, 2}, {time + 1, 3}};
        CHECK(host_spikes(time, spikes, 3) == NOBLE_RESULT_OK);
        fake.emergency_interrupt_at = time - before;
        fake_run_until(time + 1000);
        CHECK(fake_device.safety.cause == NOBLE_CAUSE_EMERGENCY_INPUT && fake_is_consistent());
        CHECK(before == 0 || (fake.emissions_count == 0 && COUNT(spikes_discarded) == 3));
    }
}

void safety_EmergencyInputWithoutInterrupt_IsSeenByTheMainLoop(void)
{
    begin_busy();
    fake.emergency = true;
    const uint64_t begin = fake.now;
    fake_run_until(begin + 1000);
    CHECK(fake.safe_time - begin <= 1002); // a turn each millisecond
    check_safe(NOBLE_CAUSE_EMERGENCY_INPUT);
}

void safety_EmergencyInputHeld_RefusesArmingInANewSession(void)
{
    fake_begin(HOST_START);
    fake.emergency = true;
    host_begin();
    host_poll();
    CHECK(host.heartbeat.cause == NOBLE_CAUSE_EMERGENCY_INPUT);
    host_hello(HOST_SESSION);
    CHECK(host.welcome.last_cause == NOBLE_CAUSE_EMERGENCY_INPUT);
    host_heartbeat(HOST_SESSION);
    CHECK(host_arm() == NOBLE_RESULT_EMERGENCY);
    // In this session there was no emergency; it was there before.
    fake.emergency = false;
    CHECK(host_arm() == NOBLE_RESULT_OK);
}

void safety_HostDead_IsSafeWithinTheTimeout(void)
{
    begin_busy();
    host_heartbeat(HOST_SESSION);
    const uint64_t begin = fake.now;
    fake_run_until(begin + 499000);
    CHECK(fake_device.safety.state == NOBLE_STATE_ARMED && fake.levels == 0x10);
    fake_run_until(begin + 501000);
    CHECK(fake.safe_time > begin + 499000 && fake.safe_time <= begin + 500010);
    host_take();
    CHECK(host.heartbeat.cause == NOBLE_CAUSE_HEARTBEAT_LOST);
    check_safe(NOBLE_CAUSE_HEARTBEAT_LOST);
    CHECK(host_arm() == NOBLE_RESULT_OK);
}

void safety_MainLoopDead_IsSafeByTheTimer(void)
{
    begin_busy();
    const uint64_t deadline = fake_device.safety.heartbeat_deadline_ticks;
    // No turn of the main loop: only the interrupt that was asked for.
    CHECK(fake.wake <= deadline);
    fake.now = fake.wake;
    noble_board_unlock(noble_board_lock());
    CHECK(fake_device.safety.cause == NOBLE_CAUSE_HEARTBEAT_LOST && fake.levels == 0);
    CHECK(fake.safe_time >= deadline && fake.safe_time <= deadline + 2);
}

void safety_ArmAfterAStall_SeesThatTheHeartbeatHasRunOut(void)
{
    host_begin_session();
    host_heartbeat(HOST_SESSION);
    // Nothing has run meanwhile; the command is the first thing that is looked at.
    fake.now += 600000;
    CHECK(host_arm() == NOBLE_RESULT_NO_HEARTBEAT);
}

void safety_HeartbeatTimeout_IsTheRegisters(void)
{
    host_begin_session();
    host_set(NOBLE_REGISTER_HEARTBEAT_TIMEOUT_MILLISECONDS, 20);
    host_arm_device();
    const uint64_t begin = fake.now;
    fake_run_until(begin + 30000);
    CHECK(fake_device.safety.cause == NOBLE_CAUSE_HEARTBEAT_LOST && fake.safe_time <= begin + 20010);
    CHECK(host_arm() == NOBLE_RESULT_NO_HEARTBEAT);
}

void safety_Fault_IsInternal(void)
{
    begin_busy();
    noble_device_on_fault(&fake_device);
    check_safe(NOBLE_CAUSE_INTERNAL);
}

void safety_StopWithAPayload_IsMalformed(void)
{
    begin_busy();
    const uint8_t payload[1] = {0};
    host_send(NOBLE_TYPE_EMERGENCY_STOP, payload, 1);
    host_poll();
    CHECK(fake_device.safety.state == NOBLE_STATE_ARMED);
    CHECK(host_read(NOBLE_REGISTER_ERRORS + NOBLE_ERROR_WRONG_PAYLOAD_LENGTH) == 1);
}

void safety_StopWithoutSession_IsObeyed(void)
{
    fake_begin(HOST_START);
    host_begin();
    host_send(NOBLE_TYPE_EMERGENCY_STOP, NULL, 0);
    host_poll();
    CHECK(host.heartbeat.cause == NOBLE_CAUSE_EMERGENCY_COMMAND && host.heartbeat.session == 0);
}
