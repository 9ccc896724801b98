namespace Noble.Edge.Training;

/// <summary>What an import is told. Sizes that are null are taken from the file's name, from its settings, or from its tensors alone.</summary>
public sealed record ImportOptions
{
    /// <summary>Where in a PyTorch file the state dict is, with dots between levels; null to look for it.</summary>
    public string? Key { get; init; }

    /// <summary>Fourier layers, 1 or more.</summary>
    public int? Layers { get; init => field = AtLeastOne(value, "layers"); }

    /// <summary>Channels of the hidden state, 1 or more.</summary>
    public int? Channels { get; init => field = AtLeastOne(value, "channels"); }

    /// <summary>Fourier modes as neuraloperator counts them, of both signs: n / 2 + 1 complex modes are kept. 1 or more.</summary>
    public int? FourierModes { get; init => field = AtLeastOne(value, "modes"); }

    /// <summary>Input channels, without the grid coordinate. 1 or more.</summary>
    public int? Inputs { get; init => field = AtLeastOne(value, "inputs"); }

    /// <summary>Width of the projection over that of the hidden state, 1 or more.</summary>
    public int? ProjectionRatio { get; init => field = AtLeastOne(value, "projection ratio"); }

    /// <summary>Octaves K of the current's embedding, 1 to 16; null for what the name says, else 9.</summary>
    public int? Frequencies { get; init => field = Octaves(value, "frequencies"); }

    /// <summary>Octaves K of each latent feature's embedding, 1 to 16; null for what the name says, else 1.</summary>
    public int? FeatureFrequencies { get; init => field = Octaves(value, "feature frequencies"); }

    /// <summary>The latent features in the order of their channels.</summary>
    public IReadOnlyList<ImportFeature> Features { get; init; } = ImportFeature.Published;

    /// <summary>CSV of the training neurons; null for the corners of the features' ranges.</summary>
    public string? LatentsFile { get; init; }

    /// <summary>Samples in a window, 8 or more; null for 515 ms of them.</summary>
    public int? GridLength { get; init => field = value is null or >= 8 ? value : throw Outside("grid length", value, "8 samples or more"); }

    /// <summary>Sampling interval, over 0. [ms]</summary>
    public double StepMilliseconds { get; init => field = Positive(value, "step", "ms"); } = 0.06;

    /// <summary>When the current step begins, from the window's start. [ms]</summary>
    public double StimulusOnMilliseconds { get; init; } = 15;

    /// <summary>When the current step ends, from the window's start. [ms]</summary>
    public double StimulusOffMilliseconds { get; init; } = 415;

    /// <summary>Lowest trained step current. [nA]</summary>
    public double MinimumNanoamperes { get; init; } = -0.11;

    /// <summary>Highest trained step current. [nA]</summary>
    public double MaximumNanoamperes { get; init; } = 0.28;

    /// <summary>One unit of current at the network's edge, over 0. [nA]</summary>
    public double CurrentUnitNanoamperes { get; init => field = Positive(value, "current unit", "nA"); } = 0.1;

    /// <summary>One unit of the network's output, over 0; 1000 for a network that puts out volts. [mV]</summary>
    public double OutputUnitMillivolts { get; init => field = Positive(value, "output unit", "mV"); } = 1000;

    /// <summary>Name of the model; null for the folder's.</summary>
    public string? Name { get; init; }

    /// <summary>The cell; null for what the file's name says.</summary>
    public string? Cell { get; init; }

    private static int? AtLeastOne(int? value, string name) => value is null or >= 1 ? value : throw Outside(name, value, "1 or more");

    private static int? Octaves(int? value, string name) => value is null or (>= 1 and <= 16) ? value : throw Outside(name, value, "1 to 16");

    private static double Positive(double value, string name, string unit) =>
        value > 0 && double.IsFinite(value) ? value : throw Outside(name, value, $"over 0 {unit}");

    private static ArgumentException Outside(string name, object? value, string expected) => new(FormattableString.Invariant($"{name} {value}: expected {expected}"));
}
