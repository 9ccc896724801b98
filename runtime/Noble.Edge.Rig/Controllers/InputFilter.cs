namespace Noble.Edge.Rig;

/// <summary>Which events a controller listens to.</summary>
public sealed record InputFilter
{
    /// <summary>Every spike of every port.</summary>
    public static InputFilter Spikes { get; } = new();

    /// <summary>Kind; default spikes.</summary>
    public InputKind Kind { get; init; } = InputKind.Spike;

    /// <summary>Input port, from 0 in the order of the configuration; -1, the default, for all of them.</summary>
    public int Source { get; init; } = -1;

    /// <summary>First channel; default 0.</summary>
    public int FirstChannel { get; init; }

    /// <summary>Channels from the first; default all of them.</summary>
    public int Channels { get; init; } = int.MaxValue;

    /// <summary>Whether an event is among them.</summary>
    public bool Matches(in InputEvent received) =>
        received.Kind == Kind
        && (Source < 0 || received.Source == Source)
        && (uint)(received.Channel - FirstChannel) < (uint)Channels;
}
