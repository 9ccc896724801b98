namespace Noble.Edge.FirmwareBridge;

/// <summary>What a converter channel may put out; the device keeps these limits by itself.</summary>
public sealed record BridgeDacChannel
{
    /// <summary>The lowest code. Default 0; 0 to 65,535, and within the converter's bits.</summary>
    public ushort LowestCode { get; init; }

    /// <summary>The highest code. Default 0; not below <see cref="LowestCode"/>.</summary>
    public ushort HighestCode { get; init; }

    /// <summary>The code that is no current. Default 0; from <see cref="LowestCode"/> to <see cref="HighestCode"/>.</summary>
    public ushort RestCode { get; init; }

    /// <summary>The steepest change [codes/ms]; a larger step becomes a ramp. Default 0, none.</summary>
    public uint SlewCodesPerMillisecond { get; init; }

    /// <summary>The most charge within the window, the sum of |code - rest| x milliseconds [codes x ms]. Default 0, none.</summary>
    public uint ChargeCodeMilliseconds { get; init; }

    /// <summary>The window of the charge. Default 1 s; 10 ms to 10 s, whole milliseconds.</summary>
    public TimeSpan ChargeWindow
    {
        get;
        init => field = value.Ticks % TimeSpan.TicksPerMillisecond == 0
            ? BridgeTimes.Between(value, "charge window", TimeSpan.FromMilliseconds(10), TimeSpan.FromSeconds(10))
            : throw new ArgumentOutOfRangeException(null, $"charge window {value}: expected whole milliseconds");
    } = TimeSpan.FromSeconds(1);

    /// <summary>The most departures from rest within a second. Default 1,000; 1 to 100,000.</summary>
    public int StimuliPerSecond
    {
        get;
        init => field = value is >= 1 and <= 100_000
            ? value
            : throw new ArgumentOutOfRangeException(null, $"stimuli per second {value}: expected 1 to 100000");
    } = 1_000;

    /// <summary>What is wrong between the codes, or null.</summary>
    internal string? Mistake => LowestCode <= RestCode && RestCode <= HighestCode
        ? null
        : $"DAC codes {LowestCode} lowest, {RestCode} rest, {HighestCode} highest: expected in this order";
}
