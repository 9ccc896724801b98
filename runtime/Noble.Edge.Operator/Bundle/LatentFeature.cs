namespace Noble.Edge.Operator;

/// <summary>One axis of the latent space: a feature that an electrophysiologist can measure.</summary>
public sealed record LatentFeature
{
    /// <summary>Name, lower case with underscores; the header of latent CSV files.</summary>
    public required string Name { get; init; }

    /// <summary>Unit of the values, as in <c>nA</c> or <c>Hz/nA</c>.</summary>
    public required string Unit { get; init; }

    /// <summary>What the feature is and how it was measured.</summary>
    public string Description { get; init; } = "";

    /// <summary>The value that scales to 0.5.</summary>
    public required double Minimum { get; init; }

    /// <summary>The value that scales to 3.5.</summary>
    public required double Maximum { get; init; }

    /// <summary>Min-max scaling to [0.5, 3.5], as published.</summary>
    public double Scale(double value) => 0.5 + (3.0 * (value - Minimum) / (Maximum - Minimum));

    /// <summary>Min-max scaling to [-1, 1], for constant input channels and distances.</summary>
    public double Centre(double value) => (2.0 * (value - Minimum) / (Maximum - Minimum)) - 1.0;

    /// <summary>The inverse of <see cref="Centre"/>.</summary>
    public double Restore(double centred) => Minimum + ((centred + 1.0) * (Maximum - Minimum) / 2.0);
}
