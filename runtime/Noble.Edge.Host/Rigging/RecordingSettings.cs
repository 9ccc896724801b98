using Noble.Edge.Rig;

namespace Noble.Edge.Host;

/// <summary>Where and how the experiment is recorded.</summary>
internal sealed record RecordingSettings
{
    /// <summary>The first file.</summary>
    internal required string Path { get; init; }

    /// <summary>Time between blocks.</summary>
    internal TimeSpan Flush { get; init; } = TimeSpan.FromMilliseconds(100);

    /// <summary>Time between two calls that make the file survive a power cut; zero for after each block.</summary>
    internal TimeSpan Sync { get; init; } = TimeSpan.FromSeconds(1);

    /// <summary>A file is followed by the next one when it is larger than this [bytes].</summary>
    internal long RolloverBytes { get; init; } = 1L << 30;

    /// <summary>A file is followed by the next one after this.</summary>
    internal TimeSpan RolloverTime { get; init; } = TimeSpan.FromHours(1);

    /// <summary>The same for what writes the files.</summary>
    /// <exception cref="ArgumentOutOfRangeException">A value is out of its range.</exception>
    internal RigLogOptions LogOptions() => new()
    {
        Path = Path,
        FlushInterval = Flush,
        SyncInterval = Sync,
        RollBytes = RolloverBytes,
        RollInterval = RolloverTime,
    };
}
