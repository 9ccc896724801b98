namespace Noble.Edge.Training;

/// <summary>Everything that determines a training run, apart from its data.</summary>
public sealed record TrainingConfiguration
{
    /// <summary>Name of the model.</summary>
    public string Name { get; init; } = "fast-spiking";

    /// <summary>FNO blocks.</summary>
    public int Layers { get; init; } = 6;

    /// <summary>Hidden channels.</summary>
    public int Channels { get; init; } = 20;

    /// <summary>Kept complex modes.</summary>
    public int Modes { get; init; } = 128;

    /// <summary>Hidden channels of the projection, as a multiple of the hidden channels.</summary>
    public int ProjectionRatio { get; init; } = 4;

    /// <summary>Which embedding: <c>phase</c> (spike clock) or <c>published</c> (frequency-modulated NeRF only).</summary>
    public string Embedding { get; init; } = "phase";

    /// <summary>Octaves of the phase (or, published, of the current) embedding.</summary>
    public int Frequencies { get; init; } = 6;

    /// <summary>Latent features, by their names in <see cref="FeatureCatalogue"/>.</summary>
    public string[] Features { get; init; } = FeatureCatalogue.DefaultLatent;

    /// <summary>Order p of the relative loss.</summary>
    public double LossOrder { get; init; } = 4;

    /// <summary>Traces in a step.</summary>
    public int Batch { get; init; } = 8;

    /// <summary>Optimiser steps.</summary>
    public long Steps { get; init; } = 10_000;

    /// <summary>Highest learning rate of the one-cycle schedule.</summary>
    public double LearningRate { get; init; } = 4e-3;

    /// <summary>AdamW's weight decay.</summary>
    public double WeightDecay { get; init; } = 1e-4;

    /// <summary>Largest gradient norm.</summary>
    public double ClipNorm { get; init; } = 1;

    /// <summary>Seed of the initial weights and of the order of traces.</summary>
    public long Seed { get; init; } = 1;

    /// <summary><c>cpu</c> or <c>cuda</c>.</summary>
    public string Device { get; init; } = "cpu";

    /// <summary>Threads of libtorch on a CPU; 0 for one a core.</summary>
    public int Threads { get; init; }

    /// <summary>Parameter sets kept out of training.</summary>
    public string[] HeldOutNeurons { get; init; } = [];

    /// <summary>Bands of current kept out of training, [low, high] in nA each, counted from each neuron's own onset of repetitive firing.</summary>
    public double[][] HeldOutExcess { get; init; } = [];

    /// <summary>Splines of the spike clock over current, 4 to 64.</summary>
    public int ClockSplines { get; init; } = 13;

    /// <summary>Spikes of a transient train, between rheobase and onset, that the spike clock knows, 0 to 5; the rheobase must then be a latent feature.</summary>
    public int TransientSpikes { get; init; }

    /// <summary>Whether a current lies in a band that is kept out of training.</summary>
    /// <param name="excessNanoamperes">The current less the neuron's onset.</param>
    public bool IsHeldOut(double excessNanoamperes) =>
        HeldOutExcess.Any(band => excessNanoamperes >= band[0] && excessNanoamperes <= band[1]);

    /// <summary>Checks the ranges that nothing further down would name.</summary>
    /// <exception cref="DataSetException">A value is out of its range.</exception>
    public void Check()
    {
        Require(Batch >= 1, "batch", Batch, "1 or more");
        Require(Steps >= 1, "steps", Steps, "1 or more");
        Require(LearningRate > 0, "learning rate", LearningRate, "above 0");
        Require(LossOrder >= 1, "loss order", LossOrder, "1 or more");
        Require(Frequencies is >= 1 and <= 16, "frequencies", Frequencies, "1 to 16");
        Require(Layers >= 1, "layers", Layers, "1 or more");
        Require(Channels >= 1, "channels", Channels, "1 or more");
        Require(ClockSplines is >= 4 and <= 64, "clock splines", ClockSplines, "4 to 64");
        Require(TransientSpikes >= 0 && TransientSpikes <= 1 + FeatureCatalogue.SpikeOnsets.Length, "transient spikes", TransientSpikes, $"0 to {1 + FeatureCatalogue.SpikeOnsets.Length}");
        Require(TransientSpikes == 0 || Features.Contains(FeatureCatalogue.Rheobase), "transient spikes", TransientSpikes, $"the latent feature {FeatureCatalogue.Rheobase} with them");
        Require(Modes >= 1, "modes", Modes, "1 or more");
    }

    private static void Require(bool holds, string what, double value, string expected)
    {
        if (!holds)
        {
            throw new DataSetException(FormattableString.Invariant($"{what} is {value}, expected {expected}"));
        }
    }
}
