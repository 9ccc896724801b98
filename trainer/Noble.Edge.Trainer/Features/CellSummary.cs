using Noble.Edge.Neurons;

namespace Noble.Edge.Trainer;

/// <summary>What the sweeps of one cell say together.</summary>
/// <param name="ParameterSet">Whose they are, in a data set.</param>
/// <param name="Curve">The F-I curve.</param>
/// <param name="RestMillivolts">Mean voltage_base over the sweeps, mV.</param>
/// <param name="InputResistanceMegaohms">Slope of steady_state_voltage_stimend over the currents under 0 and up to it, MΩ; NaN without such.</param>
/// <param name="ResistanceSweeps">How many sweeps gave the input resistance.</param>
internal sealed record CellSummary(
    string? ParameterSet, FrequencyCurrentSummary Curve, double RestMillivolts, double InputResistanceMegaohms, int ResistanceSweeps)
{
    /// <summary>Summaries of each cell with steps of two or more known currents.</summary>
    public static CellSummary[] Of(IReadOnlyList<SweepFeatures> sweeps) =>
    [
        .. sweeps.Where(s => s.Stimulus.CurrentNanoamperes is not null).GroupBy(s => s.ParameterSet)
            .Where(cell => cell.Select(s => s.Stimulus.CurrentNanoamperes).Distinct().Count() > 1)
            .Select(OfCell),
    ];

    private static CellSummary OfCell(IGrouping<string?, SweepFeatures> cell)
    {
        // A sweep with a spike in it shows no steady state, and depolarisation opens channels.
        (double Current, double Voltage)[] passive =
        [
            .. cell.Where(s => s.Stimulus.CurrentNanoamperes <= 0 && s.Response.SpikeCount == 0 && double.IsFinite(s.SteadyMillivolts))
                .Select(s => (s.Stimulus.CurrentNanoamperes!.Value, s.SteadyMillivolts)),
        ];
        var rests = cell.Select(s => s.RestMillivolts).Where(double.IsFinite).ToArray();
        return new CellSummary(
            cell.Key,
            FrequencyCurrentSummary.Of(cell.Select(s => (s.Stimulus.CurrentNanoamperes!.Value, s.Response))),
            rests.Length == 0 ? double.NaN : rests.Average(),
            LeastSquares.Slope([.. passive.Select(p => p.Current)], [.. passive.Select(p => p.Voltage)]),
            passive.Length);
    }
}
