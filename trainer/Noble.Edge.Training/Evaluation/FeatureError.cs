namespace Noble.Edge.Training;

/// <summary>Errors of one feature over one group of traces.</summary>
public sealed record FeatureError
{
    /// <summary>eFEL's name.</summary>
    public required string Feature { get; init; }

    /// <summary>Unit of the absolute error.</summary>
    public required string Unit { get; init; }

    /// <summary>Which error is the one to read: <c>relative</c> or <c>absolute</c>.</summary>
    public required string Kind { get; init; }

    /// <summary>Traces in which solver and operator have the feature.</summary>
    public required int BothSides { get; init; }

    /// <summary>Traces in which the solver alone has it.</summary>
    public required int SolverOnly { get; init; }

    /// <summary>Traces in which the operator alone has it.</summary>
    public required int OperatorOnly { get; init; }

    /// <summary>Traces in which neither has it.</summary>
    public required int Neither { get; init; }

    /// <summary>Absolute errors, in <see cref="Unit"/>; null where no trace has the feature on both sides.</summary>
    public ErrorSummary? Absolute { get; init; }

    /// <summary>Relative errors [%]; null where none is taken.</summary>
    public ErrorSummary? RelativePercent { get; init; }
}
