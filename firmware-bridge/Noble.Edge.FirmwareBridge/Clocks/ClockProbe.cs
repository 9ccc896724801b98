namespace Noble.Edge.FirmwareBridge;

/// <summary>One exchange of a clock probe and its reply.</summary>
/// <param name="SentNanoseconds">When the host handed the probe to the link [ns, CLOCK_MONOTONIC].</param>
/// <param name="ReceivedTicks">When the probe's last byte had reached the device [ticks].</param>
/// <param name="RepliedTicks">When the reply's first byte left the device [ticks].</param>
/// <param name="ReturnedNanoseconds">When the host had the reply's last byte [ns, CLOCK_MONOTONIC].</param>
public readonly record struct ClockProbe(long SentNanoseconds, ulong ReceivedTicks, ulong RepliedTicks, long ReturnedNanoseconds);
