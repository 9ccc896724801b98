#include "noble_dac.h"

#include <stddef.h>

#include "noble_board.h"
#include "noble_check.h"

static uint32_t setting(const noble_dac *dac, uint32_t offset)
{
    return dac->settings[offset];
}

static uint16_t rest_code(const noble_dac *dac)
{
    return (uint16_t)setting(dac, NOBLE_REGISTER_DAC_REST_CODE);
}

static uint32_t distance_between(uint16_t one, uint16_t other)
{
    return one > other ? (uint32_t)one - other : (uint32_t)other - one;
}

// What the way back from so far takes at most: a millisecond's wait, then a step in each.
static uint64_t reserve_of(const noble_dac *dac, uint32_t distance)
{
    const uint32_t slew = setting(dac, NOBLE_REGISTER_DAC_SLEW_CODES_PER_MILLISECOND);
    if (slew == 0 || distance == 0) {
        return 0;
    }
    const uint64_t steps = (distance - 1u) / slew + 1u;
    return (steps * distance - steps * (steps - 1u) / 2u * slew) * dac->millisecond_ticks;
}

static bool has_charge_limit(const noble_dac *dac)
{
    return dac->charge_limit != 0;
}

// What the code may give before the way back must begin; the interrupt may come late by the lead.
static uint64_t usable_charge(const noble_dac *dac, uint32_t distance, uint64_t reserve)
{
    const uint64_t kept = reserve + (uint64_t)distance * dac->lead_ticks;
    return dac->charge_limit > kept ? dac->charge_limit - kept : 0;
}

static void plan_charge(noble_dac *dac)
{
    dac->charge_at_ticks = UINT64_MAX;
    if (has_charge_limit(dac) && dac->charge.distance != 0 && dac->target != rest_code(dac)) {
        dac->charge_at_ticks =
            noble_charge_next(&dac->charge, usable_charge(dac, dac->charge.distance, dac->reserve));
    }
}

// Whether the charge allows this code for a millisecond, and the way back.
static bool is_allowed(noble_dac *dac, uint16_t code, uint64_t now)
{
    const uint32_t distance = distance_between(code, rest_code(dac));
    if (!has_charge_limit(dac) || distance == 0) {
        return true;
    }
    noble_charge_advance(&dac->charge, now);
    return dac->charge.total + (uint64_t)distance * dac->millisecond_ticks
        <= usable_charge(dac, distance, reserve_of(dac, distance));
}

static void write_code(noble_dac *dac, uint16_t code, uint64_t now)
{
    noble_board_dac_write(dac->channel, code);
    const uint32_t distance = distance_between(code, rest_code(dac));
    noble_charge_set_distance(&dac->charge, now, distance);
    dac->code = code;
    dac->reserve = reserve_of(dac, distance);
}

// One code of the way that the slew allows now.
static uint16_t next_code(noble_dac *dac, uint64_t now)
{
    const uint32_t slew = setting(dac, NOBLE_REGISTER_DAC_SLEW_CODES_PER_MILLISECOND);
    const uint32_t way = distance_between(dac->code, dac->target);
    if (slew == 0) {
        return dac->target;
    }
    const uint32_t left = noble_slew_left(&dac->slew, now, slew);
    const uint32_t step = way < left ? way : left;
    return (uint16_t)(dac->target > dac->code ? dac->code + step : dac->code - step);
}

// Goes as far towards the target as the limits allow; where the charge does not, the target becomes the rest code.
static bool move(noble_dac *dac, uint64_t now)
{
    bool allowed = true;
    uint16_t code = next_code(dac, now);
    // The way towards rest is what the reserve is for.
    const bool goes_back = distance_between(code, rest_code(dac)) <= distance_between(dac->code, rest_code(dac));
    if (dac->target != rest_code(dac) && !is_allowed(dac, goes_back ? dac->code : code, now)) {
        allowed = false;
        dac->target = rest_code(dac);
        code = next_code(dac, now);
    }
    if (code != dac->code) {
        if (setting(dac, NOBLE_REGISTER_DAC_SLEW_CODES_PER_MILLISECOND) != 0) {
            noble_slew_take(&dac->slew, now, distance_between(code, dac->code));
        }
        write_code(dac, code, now);
    }
    dac->step_at_ticks = dac->code == dac->target ? UINT64_MAX : noble_slew_next(&dac->slew, now);
    plan_charge(dac);
    return allowed;
}

void noble_dac_init(noble_dac *dac, uint8_t channel, const uint32_t settings[NOBLE_DAC_SETTINGS], uint64_t now)
{
    NOBLE_ASSERT(dac != NULL && settings != NULL);
    dac->settings = settings;
    dac->channel = channel;
    dac->lead_ticks = noble_board.lead_ticks;
    noble_slew_init(&dac->slew, noble_board.ticks_per_second);
    dac->millisecond_ticks = dac->slew.millisecond_ticks;
    noble_rate_window_init(&dac->departures, noble_board.ticks_per_second);
    noble_charge_init(&dac->charge, now, 1);
    noble_dac_configure(dac, now);
}

void noble_dac_configure(noble_dac *dac, uint64_t now)
{
    const uint64_t window_milliseconds = setting(dac, NOBLE_REGISTER_DAC_CHARGE_WINDOW_MILLISECONDS);
    const uint64_t charge = setting(dac, NOBLE_REGISTER_DAC_CHARGE_CODE_MILLISECONDS);
    noble_charge_advance(&dac->charge, now);
    // What was given before counts on, as if all of it had been given just now: another window must not forget it.
    const uint64_t given = dac->charge.total;
    noble_charge_init(&dac->charge, now, window_milliseconds * dac->millisecond_ticks);
    dac->charge.slots[0] = given;
    dac->charge.total = given;
    dac->charge_limit = charge * noble_board.ticks_per_second / 1000u;
    noble_dac_rest(dac, now);
}

void noble_dac_rest(noble_dac *dac, uint64_t now)
{
    if (dac->code != rest_code(dac)) {
        noble_slew_take(&dac->slew, now, distance_between(dac->code, rest_code(dac)));
    }
    // Written even if it was the last code: whatever has disturbed the converter, it is at rest afterwards.
    write_code(dac, rest_code(dac), now);
    dac->target = dac->code;
    dac->step_at_ticks = UINT64_MAX;
    dac->charge_at_ticks = UINT64_MAX;
}

bool noble_dac_apply(noble_dac *dac, uint16_t code, uint64_t now)
{
    const bool leaves_rest = dac->target == rest_code(dac) && code != rest_code(dac);
    bool allowed = true;
    if (leaves_rest
        && !noble_rate_window_take(&dac->departures, now, setting(dac, NOBLE_REGISTER_DAC_STIMULI_PER_SECOND))) {
        allowed = false;
        code = rest_code(dac);
    }
    dac->target = code;
    return move(dac, now) && allowed;
}

uint64_t noble_dac_next(const noble_dac *dac)
{
    return dac->step_at_ticks < dac->charge_at_ticks ? dac->step_at_ticks : dac->charge_at_ticks;
}

bool noble_dac_turn(noble_dac *dac, uint64_t now)
{
    if (now >= dac->charge_at_ticks) {
        noble_charge_advance(&dac->charge, now);
        const uint64_t usable = usable_charge(dac, dac->charge.distance, dac->reserve);
        if (dac->charge.total + dac->charge.distance > usable) {
            dac->target = rest_code(dac);
            move(dac, now);
            return false;
        }
        plan_charge(dac);
    }
    return now < dac->step_at_ticks || move(dac, now);
}
