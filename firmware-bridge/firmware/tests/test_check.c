#include <string.h>

#include "check.h"
#include "noble_bytes.h"
#include "noble_check.h"
#include "tests.h"

void check_ConditionFails_IsCounted(void)
{
    check_be_quiet(true);
    CHECK(1 == 2);
    CHECK(1 == 1);
    check_be_quiet(false);
    CHECK(check_take_failures() == 1);
}

void check_NothingAsserts_IsCounted(void)
{
    check_be_quiet(true);
    CHECK_ASSERTS(NOBLE_ASSERT(1 == 1));
    check_be_quiet(false);
    CHECK(check_take_failures() == 1);
    CHECK_ASSERTS(NOBLE_ASSERT(1 == 2));
}

void guard_ByteChanged_IsNoticed(void)
{
    uint8_t buffer[8];
    guard_fill(buffer, sizeof buffer);
    buffer[2] = 0;
    CHECK(guard_is_intact(buffer, 3, sizeof buffer));
    CHECK(!guard_is_intact(buffer, 2, sizeof buffer));
    buffer[7] = 0xAB;
    CHECK(!guard_is_intact(buffer, 3, sizeof buffer));
}

void bytes_PutAndGet_AreLittleEndian(void)
{
    uint8_t buffer[14 + GUARD_BYTES];
    guard_fill(buffer, sizeof buffer);
    noble_put_u16(buffer, 0x8182u);
    noble_put_u32(buffer + 2, 0x91929394u);
    noble_put_u64(buffer + 6, 0xA1A2A3A4A5A6A7A8u);
    static const uint8_t expected[14] = {
        0x82, 0x81, 0x94, 0x93, 0x92, 0x91, 0xA8, 0xA7, 0xA6, 0xA5, 0xA4, 0xA3, 0xA2, 0xA1};
    CHECK(memcmp(buffer, expected, sizeof expected) == 0);
    CHECK(guard_is_intact(buffer, sizeof expected, sizeof buffer));
    CHECK(noble_get_u16(buffer) == 0x8182u);
    CHECK(noble_get_u32(buffer + 2) == 0x91929394u);
    CHECK(noble_get_u64(buffer + 6) == 0xA1A2A3A4A5A6A7A8u);
}
