namespace Noble.Edge.Operator;

/// <summary>The inside of a latent space; all points are scaled to [-1, 1], shape [feature].</summary>
internal abstract class LatentDomain
{
    /// <summary>A new neuron, by the domain's own law.</summary>
    public abstract void Draw(ref SeededRandom random, Span<double> point);

    /// <summary>A point inside by whatever law is fast.</summary>
    /// <remarks>Hot path: no allocation.</remarks>
    public abstract void DrawQuickly(ref SeededRandom random, Span<double> point);

    /// <summary>Whether every point between two inside is inside.</summary>
    public abstract bool IsConvex { get; }

    /// <summary>Whether a point is inside.</summary>
    public abstract bool Contains(ReadOnlySpan<double> point);

    /// <summary>The distance to the domain, 0 inside, and the point of its edge to which that leads.</summary>
    public abstract double Distance(ReadOnlySpan<double> point, Span<double> edge);
}
