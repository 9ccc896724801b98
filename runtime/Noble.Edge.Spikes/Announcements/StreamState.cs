namespace Noble.Edge.Spikes;

/// <summary>Whether a stream is alive; retained on its state topic, so that a late subscriber knows too.</summary>
public sealed record StreamState
{
    /// <summary>The ports are open and the experiment clock has not started.</summary>
    public const string Ready = "ready";

    /// <summary>The experiment clock runs.</summary>
    public const string Running = "running";

    /// <summary>The stream ended as it should; batches and spikes are its totals.</summary>
    public const string Stopped = "stopped";

    /// <summary>The stream broke off: the broker says so in its place (last will).</summary>
    public const string Lost = "lost";

    /// <summary>Outputs are in their safe state and stay there; the cause says why.</summary>
    public const string Safe = "safe";

    /// <summary>Version of this payload.</summary>
    public int Schema { get; init; } = 1;

    /// <summary>One of the words above.</summary>
    public required string State { get; init; }

    /// <summary>The stream's id as in its batches, 16 hexadecimal digits.</summary>
    public required string Stream { get; init; }

    /// <summary>Batches that were published; in <see cref="Stopped"/> the stream's total.</summary>
    public long? Batches { get; init; }

    /// <summary>Spikes that were published; in <see cref="Stopped"/> the stream's total.</summary>
    public long? Spikes { get; init; }

    /// <summary>Spikes that found the port's buffer full or that no broker took in time; absent while there are none.</summary>
    public long? Dropped { get; init; }

    /// <summary>Why the outputs are in their safe state, as words with hyphens (<c>loop-watchdog</c>); absent where they are not.</summary>
    public string? Cause { get; init; }

    /// <summary>The name of a cause as the state topic has it: <c>LoopWatchdog</c> is <c>loop-watchdog</c>.</summary>
    public static string FormatCause(string name) =>
        string.Concat(name.Select((letter, at) => char.IsUpper(letter) ? (at > 0 ? "-" : "") + char.ToLowerInvariant(letter) : letter.ToString()));

    /// <summary>A stream id as text.</summary>
    public static string FormatStream(ulong streamId) => streamId.ToString("x16", System.Globalization.CultureInfo.InvariantCulture);
}
