namespace Noble.Edge.Neurons;

/// <summary>A parameter was named that the cell or the mechanism does not have.</summary>
public sealed class UnknownParameterException : ArgumentException
{
    /// <summary>Reports the parameter, where it was named, and what would have been accepted.</summary>
    public UnknownParameterException(string parameter, string where, IEnumerable<string> accepted)
        : base($"Unknown parameter '{parameter}' in {where}; expected one of: {string.Join(", ", accepted)}.")
    {
        Parameter = parameter;
        Where = where;
    }

    /// <summary>The parameter as it was written.</summary>
    public string Parameter { get; }

    /// <summary>Where it was written.</summary>
    public string Where { get; }
}
