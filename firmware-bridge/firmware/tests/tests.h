// Every test, by name; main.c runs them in this order.
#ifndef TESTS_H
#define TESTS_H

#define TESTS(RUN)                                          \
    RUN(check_ConditionFails_IsCounted)                     \
    RUN(check_NothingAsserts_IsCounted)                     \
    RUN(guard_ByteChanged_IsNoticed)                        \
    RUN(bytes_PutAndGet_AreLittleEndian)                    \
    RUN(crc32_Vectors_GiveTheirValue)                       \
    RUN(crc32_InPieces_MatchesWhole)                        \
    RUN(cobs_Vectors_BothWays)                              \
    RUN(cobs_RandomFrames_RoundTrip)                        \
    RUN(frame_GoodVectors_BothWays)                         \
    RUN(frame_BadVectors_GiveTheirError)                    \
    RUN(frame_SmallBuffer_WritesNothing)                    \
    RUN(frame_PayloadTooLong_WritesNothing)                 \
    RUN(spike_batch_GoodVectors_BothWays)                   \
    RUN(spike_batch_BadVectors_GiveTheirError)              \
    RUN(spike_batch_BadSpikes_WriteNothing)                 \
    RUN(spike_batch_RandomPayloads_AreSafe)                 \
    RUN(messages_Vectors_BothWays)                          \
    RUN(stimulus_Vectors_BothWays)                          \
    RUN(input_events_Vectors_BothWays)                      \
    RUN(receiver_StreamVectors_FollowTheirScript)           \
    RUN(receiver_WrongArguments_Assert)                     \
    RUN(receiver_EverySequence_WrapsWithoutLoss)            \
    RUN(receiver_EveryByteChanged_LosesAtMostThatFrame)     \
    RUN(receiver_EveryByteMissing_LosesAtMostThatFrame)     \
    RUN(receiver_EveryByteDoubled_LosesAtMostThatFrame)     \
    RUN(receiver_NoiseAndFrames_TakesEveryWholeFrame)       \
    RUN(receiver_OnlyNoise_TakesNothing)                    \
    RUN(emitter_ManySpikes_LeaveAtTheirTick)

#define DECLARE_TEST(name) void name(void);
TESTS(DECLARE_TEST)

#endif
