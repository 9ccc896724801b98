namespace Noble.Edge.Rig;

/// <summary>A part of a population to render: the payload of a rig's render topic, as JSON with these names in camelCase.</summary>
public sealed record RenderRequest
{
    /// <summary>SHA-256 of the model, hexadecimal.</summary>
    public required string ModelHash { get; init; }

    /// <summary>First neuron, from 0.</summary>
    public required int First { get; init; }

    /// <summary>Neurons from it on, at least 1.</summary>
    public required int Count { get; init; }

    /// <summary>Step current of each trial [nA].</summary>
    public required double CurrentNanoamperes { get; init; }

    /// <summary>Seed of the population and of its variability.</summary>
    public required ulong Seed { get; init; }

    /// <summary>First trial, from 0.</summary>
    public required long FirstTrial { get; init; }

    /// <summary>Trials from it on, at least 1.</summary>
    public required int Trials { get; init; }

    /// <summary>What is wrong with the numbers, in one line, or null.</summary>
    internal string? Fault(long tracesMaximum) => this switch
    {
        { ModelHash.Length: 0 or > 128 } => $"model hash of {ModelHash.Length} characters: expected 1 to 128",
        { First: < 0 } or { Count: < 1 } => $"neurons {First} + {Count}: expected a first one from 0 and at least one",
        _ when (long)First + Count > int.MaxValue => $"neurons {First} + {Count}: expected numbers under 2^31",
        { FirstTrial: < 0 or > 1L << 40 } or { Trials: < 1 } => $"trials {FirstTrial} + {Trials}: expected a first one from 0 to 2^40 and at least one",
        _ when (long)Count * Trials > tracesMaximum => $"{Count} neurons in {Trials} trials: expected at most {tracesMaximum} traces a request",
        _ when !double.IsFinite(CurrentNanoamperes) => "current: expected a finite value",
        _ => null,
    };
}
