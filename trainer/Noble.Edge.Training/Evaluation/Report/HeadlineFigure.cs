using Noble.Edge.Operator;

namespace Noble.Edge.Training;

/// <summary>One figure over all zones (or the one that its name says), for each split, beside the published work's.</summary>
public sealed record HeadlineFigure
{
    /// <summary>What it is.</summary>
    public required string Name { get; init; }

    /// <summary>Its unit.</summary>
    public required string Unit { get; init; }

    /// <summary>Training neurons, held-out currents.</summary>
    public double? Seen { get; init; }

    /// <summary>Neurons never seen, from their latent point alone.</summary>
    public double? UnseenLatentPoint { get; init; }

    /// <summary>Neurons never seen, with a clock from their own sweeps.</summary>
    public double? UnseenOwnClock { get; init; }

    /// <summary>Published, models seen in training. Another cell.</summary>
    public double? PublishedSeen { get; init; }

    /// <summary>Published, models never seen. Another cell.</summary>
    public double? PublishedUnseen { get; init; }

    /// <summary>The headline of measured rows.</summary>
    public static HeadlineFigure[] Of(IReadOnlyList<AccuracyRow> rows)
    {
        var (seen, unseen) = (PublishedFigure.All[0], PublishedFigure.All[1]);
        var transient = FiringZones.Name(FiringZone.Transient);
        return
        [
            Make("voltage, relative L2, mean", "%", row => row.RelativeL2Percent, published: figure => figure.VoltagePercent),
            Make("voltage, relative L2, median", "%", row => row.RelativeL2MedianPercent),
            Make("spike count error", "%", row => row.SpikeCountErrorPercent, published: figure => figure.SpikeCountPercent),
            Make("spike count error, transient zone", "%", row => row.SpikeCountErrorPercent, transient),
            Make("spikes within 1 ms, overall", "%", row => row.SpikesWithinOneMillisecondPercent),
            Make("coincidence F1 within 1 ms", "1", row => row.CoincidenceF1),
            Make("spike time error, median", "ms", row => row.SpikeTimeErrorMilliseconds),
            Make("Victor-Purpura distance a spike", "1", row => row.VictorPurpuraPerSpike),
            Make("AP1 width error, mean", "%", row => row.Ap1WidthErrorPercent, published: figure => figure.Ap1WidthPercent),
            Make("AP1 width error, median", "%", row => row.Ap1WidthErrorMedianPercent),
            Make("mean AP amplitude error", "%", row => row.AmplitudeErrorPercent, published: figure => figure.AmplitudePercent),
            Make("steady state error", "%", row => row.SteadyStateErrorPercent, published: figure => figure.SteadyStatePercent),
            Make("sag error", "%", row => row.SagErrorPercent, published: figure => figure.SagPercent),
        ];

        HeadlineFigure Make(
            string name, string unit, Func<AccuracyRow, double?> value, string zone = AccuracyTable.AllZones, Func<PublishedFigure, double?>? published = null) => new()
            {
                Name = name,
                Unit = unit,
                Seen = Find(ModelEvaluation.SeenNeurons, zone, value),
                UnseenLatentPoint = Find(ModelEvaluation.LatentPointOnly, zone, value),
                UnseenOwnClock = Find(ModelEvaluation.OwnClock, zone, value),
                PublishedSeen = published?.Invoke(seen),
                PublishedUnseen = published?.Invoke(unseen),
            };

        double? Find(string split, string zone, Func<AccuracyRow, double?> value) =>
            rows.FirstOrDefault(row => row.Split == split && row.Zone == zone) is { } row ? value(row) : null;
    }
}
