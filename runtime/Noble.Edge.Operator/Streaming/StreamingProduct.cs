namespace Noble.Edge.Operator;

/// <summary>An integrator of the product of two inputs, which begins at zero at each spike: what a neuron that is not linear makes of its current.</summary>
/// <remarks>z ← z r + (1 − r) x y with the x and y of the step's end: a second-order Volterra kernel of the interval (Volterra 1930, Theory of Functionals).</remarks>
public sealed record StreamingProduct
{
    /// <summary>The x: which integrator of the current that spikes reset [ms].</summary>
    public required double ResetTimeConstantMilliseconds { get; init; }

    /// <summary>The y: which trace of the last spike [ms]; null for x itself.</summary>
    public double? SinceTimeConstantMilliseconds { get; init; }

    /// <summary>With which the product is integrated [ms].</summary>
    public required double TimeConstantMilliseconds { get; init; }
}
