using System.Text.Json.Serialization;

namespace Noble.Edge.Training;

/// <summary>Everything that determines a training run: the model, what it learns from, how, and where.</summary>
/// <remarks>The JSON of a configuration file has these names in camel case; <see cref="TrainingConfigurationFile"/> reads it.</remarks>
public sealed partial record TrainingConfiguration
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

    /// <summary>Hidden channels of the lifting, as a multiple of the hidden channels, 1 to 8. Default 2, as published.</summary>
    public int LiftingRatio { get; init; } = 2;

    /// <summary>The model's time step [ms]; 0 (default) for that of the data set or the teacher.</summary>
    public double StepMilliseconds { get; init; }

    /// <summary>
    /// Folder of the model to learn from, in place of a data set: the run's network is then a student with the teacher's latent space, clocks and
    /// inputs (half of its neurons the teacher's own, half drawn from its latent space). Null (default) to learn from a data set.
    /// </summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? Teacher { get; init; }

    /// <summary>Which embedding: <c>phase</c> (spike clock) or <c>published</c> (frequency-modulated NeRF only).</summary>
    public string Embedding { get; init; } = "phase";

    /// <summary>Octaves of the phase (or, published, of the current) embedding.</summary>
    public int Frequencies { get; init; } = 6;

    /// <summary>Latent features, by their names in <see cref="FeatureCatalogue"/>.</summary>
    public string[] Features { get; init; } = FeatureCatalogue.DefaultLatent;

    /// <summary>Traces in a step.</summary>
    public int Batch { get; init; } = 8;

    /// <summary>Optimiser steps.</summary>
    public long Steps { get; init; } = 10_000;

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

    /// <summary>
    /// Traces over onset whose spikes are further than this from their neuron's clock [ms, root mean square] are not learned, and blends
    /// with more than a tenth of such traces are no training neurons; 0, the default, learns all. The evaluation measures all in any case.
    /// </summary>
    public double ClockToleranceMilliseconds { get; init; }

    /// <summary>Spikes of a transient train, between rheobase and onset, that the spike clock knows, 0 to 5; the rheobase must then be a latent feature.</summary>
    public int TransientSpikes { get; init; }

    /// <summary>Whether a current lies in a band that is kept out of training.</summary>
    /// <param name="excessNanoamperes">The current less the neuron's onset.</param>
    public bool IsHeldOut(double excessNanoamperes) =>
        HeldOutExcess.Any(band => excessNanoamperes >= band[0] && excessNanoamperes <= band[1]);
}
