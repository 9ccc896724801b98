namespace Noble.Edge.Operator;

/// <summary>How a spike's time follows from the hazard.</summary>
public enum StreamingSpikeDraw
{
    /// <summary>Where the integrated hazard reaches ln 2, the median of the time: deterministic.</summary>
    Median,

    /// <summary>Where it reaches a number drawn from the exponential distribution: the model's trial-to-trial variability, the same for the same seed.</summary>
    Random,
}
