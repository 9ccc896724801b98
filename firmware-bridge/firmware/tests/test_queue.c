// The queue of what waits for its moment, against a list that is searched.
#include "check.h"
#include "noble_timed_queue.h"
#include "random.h"
#include "tests.h"

#define CAPACITY 64u

static noble_timed list[CAPACITY];
static size_t list_count;

static size_t first_of_list(void)
{
    size_t first = 0;
    for (size_t i = 1; i < list_count; i++) {
        const bool sooner = list[i].time_ticks < list[first].time_ticks;
        const bool came_before = (int32_t)(list[i].order - list[first].order) < 0;
        if (sooner || (list[i].time_ticks == list[first].time_ticks && came_before)) {
            first = i;
        }
    }
    return first;
}

void queue_RandomOperations_MatchASearchedList(void)
{
    random_source source = {.state = 21};
    noble_timed_queue queue;
    static noble_timed items[CAPACITY];
    noble_timed_queue_init(&queue, items, CAPACITY);
    list_count = 0;
    uint32_t order = UINT32_MAX - 5000; // wraps on the way
    for (int round = 0; round < 200000; round++) {
        const bool filling = (round / 300) % 2 == 0;
        if (list_count < CAPACITY && (list_count == 0 || random_below(&source, 8) < (filling ? 6u : 2u))) {
            const noble_timed item = {
                .time_ticks = random_below(&source, 40), .order = order++, .target = (uint16_t)random_next(&source)};
            noble_timed_queue_push(&queue, &item);
            list[list_count++] = item;
        } else {
            const size_t first = first_of_list();
            noble_timed item;
            CHECK(noble_timed_queue_time(&queue) == list[first].time_ticks);
            noble_timed_queue_pop(&queue, &item);
            CHECK(item.order == list[first].order && item.target == list[first].target);
            list[first] = list[--list_count];
        }
        if (!CHECK(queue.count == list_count && noble_timed_queue_is_ordered(&queue))) {
            return;
        }
    }
}

void queue_FullOrEmpty_Asserts(void)
{
    noble_timed_queue queue;
    noble_timed items[1];
    noble_timed item = {0};
    noble_timed_queue_init(&queue, items, 1);
    CHECK_ASSERTS(noble_timed_queue_pop(&queue, &item));
    noble_timed_queue_push(&queue, &item);
    CHECK_ASSERTS(noble_timed_queue_push(&queue, &item));
}
