namespace Noble.Edge.Spikes;

/// <summary>What a stream is; retained on its meta topic.</summary>
public sealed record StreamDescription
{
    /// <summary>Version of this payload.</summary>
    public int Schema { get; init; } = 1;

    /// <summary>The stream's id as in its batches, 16 hexadecimal digits.</summary>
    public required string Stream { get; init; }

    /// <summary>Layout of the batches: <see cref="SpikeBatchCodec.Version"/>.</summary>
    public int BatchVersion { get; init; } = SpikeBatchCodec.Version;

    /// <summary>Name of the model.</summary>
    public required string Model { get; init; }

    /// <summary>SHA-256 of the model, hexadecimal.</summary>
    public required string ModelHash { get; init; }

    /// <summary>Neurons: the records' neuron numbers are under this.</summary>
    public required int Neurons { get; init; }

    /// <summary>Where the neurons come from: <c>drawn</c>, <c>training</c>, <c>given</c> or <c>interpolated</c>.</summary>
    public required string Population { get; init; }

    /// <summary>Seed of the population and of its variability.</summary>
    public required ulong Seed { get; init; }

    /// <summary>Trial-to-trial variability, 0 to 1.</summary>
    public required double Variability { get; init; }

    /// <summary>Step current of each trial [nA].</summary>
    public required double CurrentNanoamperes { get; init; }

    /// <summary>Sampling interval of the voltage in which the spikes were found [ns].</summary>
    public required double SampleIntervalNanoseconds { get; init; }

    /// <summary>Length of a trial; trial k begins at k times this [ns].</summary>
    public required long TrialNanoseconds { get; init; }

    /// <summary>Voltage whose upward crossing is a spike [mV].</summary>
    public required double ThresholdMillivolts { get; init; }
}
