namespace Noble.Edge.Neurons;

/// <summary>A feature name that there is not; the message is one line that names it and what is nearest.</summary>
public sealed class UnknownFeatureException(string name, string? nearest)
    : Exception($"unknown feature '{name}'; expected one of eFEL's names{(nearest is null ? ", as in AP1_width" : $", such as {nearest}")}")
{
    /// <summary>The name that was asked for.</summary>
    public string Name { get; } = name;
}
