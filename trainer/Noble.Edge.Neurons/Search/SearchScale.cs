namespace Noble.Edge.Neurons;

/// <summary>How the range of a <see cref="SearchVariable"/> is walked.</summary>
public enum SearchScale
{
    /// <summary>Equal differences are equally far.</summary>
    Linear,

    /// <summary>Equal ratios are equally far; both bounds are over 0.</summary>
    Logarithmic,
}
