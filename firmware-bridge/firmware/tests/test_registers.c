// Every register: type, default, range, and who may write it.
#include "check.h"
#include "fake_board.h"
#include "host.h"
#include "tests.h"

typedef struct {
    uint16_t id;
    uint8_t type;
    uint64_t initial;
    uint64_t lowest;
    uint64_t highest;
} expected_setting;

#define U8 NOBLE_REGISTER_TYPE_U8
#define U16 NOBLE_REGISTER_TYPE_U16
#define U32 NOBLE_REGISTER_TYPE_U32

// The specification's table, for a board of 16 lines, 8 inputs and 12 bits.
static const expected_setting expected[] = {
    {0x0100, U32, 500, 10, 60000},
    {0x0101, U8, 0, 0, 1},
    {0x0102, U32, 100, 1, 1000000},
    {0x0103, U32, 0, 0, 0xFFFF},
    {0x0104, U8, 0, 0, 7},
    {0x0105, U32, 100, 1, 10000},
    {0x0106, U32, 1, 0, 1000000},
    {0x0107, U32, 1, 0, 1000000},
    {0x0108, U32, 0, 0, 10000000},
    {0x0109, U32, 1000000, 1, 10000000},
    {0x010A, U32, 0, 0, 0xFF},
    {0x010B, U32, 0, 0, 1000000},
    {0x010C, U32, 0, 100, 10000000},
    {0x0200, U16, 2048, 0, 4095},
    {0x0201, U16, 2048, 0, 4095},
    {0x0202, U16, 2048, 0, 4095},
    {0x0203, U32, 0, 0, 0xFFFFFFFF},
    {0x0204, U32, 0, 0, 0xFFFFFFFF},
    {0x0205, U32, 1000, 10, 10000},
    {0x0206, U32, 1000, 1, 100000},
    {0x0210, U16, 2048, 0, 4095},
    {0x0216, U32, 1000, 1, 100000},
};

static void check_setting(const expected_setting *each)
{
    CHECK(host_read(each->id) == each->initial && host.value.type == each->type && host.value.result == NOBLE_RESULT_OK);
    CHECK(host_write(each->id, each->type, each->highest) == NOBLE_RESULT_OK);
    CHECK(host_read(each->id) == each->highest);
    CHECK(host_write(each->id, each->type, each->highest + 1) == NOBLE_RESULT_OUT_OF_RANGE);
    CHECK(host_write(each->id, each->type, UINT64_C(1) << 32 | each->lowest) == NOBLE_RESULT_OUT_OF_RANGE);
    if (each->lowest > 0) {
        CHECK(host_write(each->id, each->type, each->lowest - 1) == NOBLE_RESULT_OUT_OF_RANGE);
    }
    CHECK(host_read(each->id) == each->highest);
    CHECK(host_write(each->id, each->type, each->lowest) == NOBLE_RESULT_OK);
    CHECK(host_read(each->id) == each->lowest);
    CHECK(host_write(each->id, each->type == U8 ? U32 : U8, each->lowest) == NOBLE_RESULT_WRONG_TYPE);
}

void registers_Settings_KeepTypeRangeAndDefault(void)
{
    host_begin_session();
    for (size_t i = 0; i < sizeof expected / sizeof expected[0]; i++) {
        check_setting(&expected[i]);
    }
    CHECK(host_write(0x010C, U32, 0) == NOBLE_RESULT_OK);
    CHECK(fake_is_consistent());
}

void registers_Armed_CannotBeWritten(void)
{
    host_begin_armed();
    for (size_t i = 0; i < sizeof expected / sizeof expected[0]; i++) {
        CHECK(host_write(expected[i].id, expected[i].type, expected[i].highest) == NOBLE_RESULT_NOT_SAFE);
        CHECK(host_read(expected[i].id) == expected[i].initial);
    }
}

void registers_ReadOnly_TellWhatTheDeviceIs(void)
{
    static const struct {
        uint16_t id;
        uint8_t type;
        uint64_t value;
    } facts[] = {
        {0x0000, U8, NOBLE_PROTOCOL_VERSION}, {0x0001, U32, NOBLE_FIRMWARE_VERSION}, {0x0002, U32, 1000000},
        {0x0003, U32, 0x7F}, {0x0004, U16, 1024}, {0x0007, U8, NOBLE_STATE_SAFE}, {0x0008, U8, NOBLE_CAUSE_NEW_SESSION},
        {0x0009, U32, 4096}, {0x000A, U32, 1024}, {0x000B, U8, 0},
    };
    host_begin_session();
    for (size_t i = 0; i < sizeof facts / sizeof facts[0]; i++) {
        CHECK(host_read(facts[i].id) == facts[i].value && host.value.type == facts[i].type);
        CHECK(host.value.result == NOBLE_RESULT_OK);
        CHECK(host_write(facts[i].id, facts[i].type, facts[i].value) == NOBLE_RESULT_READ_ONLY);
    }
    CHECK(host_read(0x0005) == fake.boot);
    const uint64_t now = fake.now;
    const uint64_t read = host_read(0x0006);
    CHECK(read >= now && read <= fake.now && host.value.type == NOBLE_REGISTER_TYPE_U64);
}

void registers_Counters_AreThereAndReadOnly(void)
{
    static const struct {
        uint16_t first;
        uint16_t last;
    } ranges[] = {
        {0x0300, 0x0300 + NOBLE_ERROR_COUNT - 1}, {0x0320, 0x0329}, {0x0330, 0x033F}, {0x0340, 0x0344}, {0x0350, 0x0352}};
    host_begin_session();
    for (size_t i = 0; i < sizeof ranges / sizeof ranges[0]; i++) {
        for (uint16_t id = ranges[i].first; id <= ranges[i].last; id++) {
            host_read(id);
            CHECK(host.value.type == U32 && host.value.result == NOBLE_RESULT_OK);
            CHECK(host_write(id, U32, 0) == NOBLE_RESULT_READ_ONLY);
        }
    }
    CHECK(host_read(NOBLE_REGISTER_FRAMES_TAKEN) == fake_device.receiver.counters.frames_taken);
    CHECK(host_read(NOBLE_REGISTER_COMMANDS_EXECUTED) == fake_device.counters.commands_executed && host.value.value > 0);
}

void registers_Unknown_AreSaidToBe(void)
{
    static const uint16_t ids[] = {0x000C, 0x00FF, 0x010D, 0x0207, 0x0220, 0x0226, 0x0311, 0x032A, 0x0345, 0x0353, 0xFFFF};
    host_begin_session();
    for (size_t i = 0; i < sizeof ids / sizeof ids[0]; i++) {
        CHECK(host_read(ids[i]) == 0 && host.value.result == NOBLE_RESULT_UNKNOWN_REGISTER);
        CHECK(host.value.type == NOBLE_REGISTER_TYPE_NONE);
        CHECK(host_write(ids[i], U32, 0) == NOBLE_RESULT_UNKNOWN_REGISTER);
    }
}

void registers_RestLevels_TakeEffectAtOnce(void)
{
    host_begin_session();
    CHECK(host_write(0x0202, U16, 1000) == NOBLE_RESULT_OK && fake.dac[0] == 1000 && fake.dac[1] == 2048);
    CHECK(host_write(0x0103, U32, 0x8001) == NOBLE_RESULT_OK && fake.levels == 0x8001);
    CHECK(host_write(0x0104, U8, NOBLE_AER_ACTIVE_LOW_REQUEST) == NOBLE_RESULT_OK && fake.aer_request);
    CHECK(fake_is_consistent());
}
