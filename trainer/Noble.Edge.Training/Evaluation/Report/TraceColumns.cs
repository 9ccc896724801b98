namespace Noble.Edge.Training;

/// <summary>Every comparison as columns of equal length, one entry for a trace in a split.</summary>
public sealed record TraceColumns
{
    /// <summary>Split.</summary>
    public required string[] Split { get; init; }

    /// <summary>Row of the data set's arrays.</summary>
    public required int[] Trace { get; init; }

    /// <summary>Neuron.</summary>
    public required string[] Neuron { get; init; }

    /// <summary>Current [nA].</summary>
    public required double[] CurrentNanoamperes { get; init; }

    /// <summary>The current less the neuron's onset [nA].</summary>
    public required double[] ExcessNanoamperes { get; init; }

    /// <summary>Zone.</summary>
    public required string[] Zone { get; init; }

    /// <summary>Relative L2 [%].</summary>
    public required double[] RelativeL2Percent { get; init; }

    /// <summary>Spikes of the solver.</summary>
    public required int[] SolverSpikes { get; init; }

    /// <summary>Spikes of the operator.</summary>
    public required int[] OperatorSpikes { get; init; }

    /// <summary>Pairs within 1 ms.</summary>
    public required int[] Coincident { get; init; }

    /// <summary>Median absolute time error of the pairs [ms]; null without one.</summary>
    public required double?[] SpikeTimeErrorMilliseconds { get; init; }

    /// <summary>Victor-Purpura distance.</summary>
    public required double[] VictorPurpura { get; init; }

    /// <summary>van Rossum distance.</summary>
    public required double[] VanRossum { get; init; }

    /// <summary>Columns of comparisons, in their order.</summary>
    public static TraceColumns Of(DataSet data, IReadOnlyList<TraceComparison> comparisons) => new()
    {
        Split = [.. comparisons.Select(c => c.Split)],
        Trace = [.. comparisons.Select(c => c.Trace)],
        Neuron = [.. comparisons.Select(c => data.Manifest.Neurons[data.Manifest.Traces[c.Trace].Neuron].Name)],
        CurrentNanoamperes = [.. comparisons.Select(c => Figures.Round(data.Manifest.Traces[c.Trace].CurrentNanoamperes))],
        ExcessNanoamperes = [.. comparisons.Select(c => Figures.Round(data.ExcessNanoamperes(c.Trace)))],
        Zone = [.. comparisons.Select(c => FiringZones.Name(c.Zone))],
        RelativeL2Percent = [.. comparisons.Select(c => Figures.Round(100 * c.RelativeL2))],
        SolverSpikes = [.. comparisons.Select(c => c.TrueSpikes)],
        OperatorSpikes = [.. comparisons.Select(c => c.Spikes)],
        Coincident = [.. comparisons.Select(c => c.Matches.Count)],
        SpikeTimeErrorMilliseconds = [.. comparisons.Select(c => ErrorSummary.Of(c.Matches.Select(Math.Abs))?.Median)],
        VictorPurpura = [.. comparisons.Select(c => Figures.Round(c.VictorPurpura))],
        VanRossum = [.. comparisons.Select(c => Figures.Round(c.VanRossum))],
    };
}
