namespace Noble.Edge.Neurons;

/// <summary>A mechanism was named that the registry does not have.</summary>
public sealed class UnknownMechanismException : ArgumentException
{
    /// <summary>Reports the mechanism, where it was named, and what would have been accepted.</summary>
    public UnknownMechanismException(string mechanism, string where, IEnumerable<string> accepted)
        : base($"Unknown mechanism '{mechanism}' in {where}; expected one of: {string.Join(", ", accepted)}.")
    {
        Mechanism = mechanism;
        Where = where;
    }

    /// <summary>The mechanism as it was written.</summary>
    public string Mechanism { get; }

    /// <summary>Where it was written.</summary>
    public string Where { get; }
}
