namespace Noble.Edge.Rig;

/// <summary>What a trigger is answered with.</summary>
public sealed record TriggeredResponseOptions
{
    /// <summary>Name in reports; default <c>triggered-response</c>.</summary>
    public string Name { get; init; } = "triggered-response";

    /// <summary>What counts as the trigger; default any rising edge.</summary>
    public InputFilter Trigger { get; init; } = new() { Kind = InputKind.Rising };

    /// <summary>Number by which a command can ask for it (<see cref="RigCommand.Trigger"/>); default 0.</summary>
    public int Number { get; init; }

    /// <summary>Pre-rendered response to play, from 0; -1, the default, for none.</summary>
    public int Response
    {
        get;
        init => field = value >= -1 ? value : throw new ArgumentOutOfRangeException(null, $"response {value}: expected 0 or more, or -1 for none");
    } = -1;

    /// <summary>Pulses to put out besides; default none.</summary>
    public PulseTrain Pulses { get; init; } = new();

    /// <summary>From trigger to the response's beginning; default 0, range 0 to 60 s.</summary>
    public TimeSpan Delay
    {
        get;
        init => field = value >= TimeSpan.Zero && value <= TimeSpan.FromSeconds(60)
            ? value
            : throw new ArgumentOutOfRangeException(null, $"response delay {value.TotalMilliseconds} ms: expected 0 to 60000 ms");
    }

    /// <summary>For so long after a trigger further ones are let pass; default 0, range 0 to 1 h.</summary>
    public TimeSpan Refractory
    {
        get;
        init => field = value >= TimeSpan.Zero && value <= TimeSpan.FromHours(1)
            ? value
            : throw new ArgumentOutOfRangeException(null, $"trigger refractory time {value.TotalMilliseconds} ms: expected 0 ms to 1 h");
    }
}
