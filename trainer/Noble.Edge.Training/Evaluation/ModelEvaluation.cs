using Noble.Edge.Operator;

namespace Noble.Edge.Training;

/// <summary>Evaluates a model on what it never saw: currents, and whole neurons.</summary>
public static class ModelEvaluation
{
    /// <summary>Sweeps over onset that are taken to fit an unseen neuron's clock, at most half of what it has; they are left out of its test.</summary>
    public const int CalibrationSweeps = 16;

    /// <summary>Sweeps between rheobase and onset that are taken besides where the clock has transient trains; left out of the test as well.</summary>
    public const int TransientCalibrationSweeps = 4;

    private const double CalibrationStartNanoamperes = 0.0005;

    /// <summary>Name of the split that the model's promise stands on.</summary>
    public const string SeenNeurons = "seen neurons, new currents";

    /// <summary>The same for neurons that only training uses (see <see cref="DataSetNeuron.Origin"/>).</summary>
    public const string BlendedNeurons = "blended neurons, new currents";

    /// <summary>Neurons kept out of training, given to the model by their latent point alone.</summary>
    public const string LatentPointOnly = "unseen neurons, latent point only";

    /// <summary>Neurons kept out of training, with a spike clock from sweeps of their own.</summary>
    public const string OwnClock = "unseen neurons, clock from own sweeps";

    /// <summary>Measures every split.</summary>
    /// <param name="model">The model.</param>
    /// <param name="data">Its data set.</param>
    /// <param name="onProgress">Traces done, traces in all.</param>
    /// <param name="threads">Threads; 0 for one a core.</param>
    public static IReadOnlyList<AccuracyRow> Run(ModelBundle model, DataSet data, Action<int, int> onProgress, int threads = 0)
    {
        using var team = new EvaluationTeam(model, data, threads);
        return Rows(team.Compare([.. Cases(model, data)], onProgress));
    }

    /// <summary>Rows of a manifest: each split in the order in which it first comes, over all and by zone.</summary>
    public static IReadOnlyList<AccuracyRow> Rows(IEnumerable<TraceComparison> comparisons) =>
        [.. comparisons.GroupBy(comparison => comparison.Split).OrderBy(group => Rank(group.Key)).SelectMany(group => AccuracyTable.Rows(group.Key, [.. group]))];

    /// <summary>Where a split stands in a report: the promise first.</summary>
    public static int Rank(string split) =>
        split == SeenNeurons ? 0 : split == LatentPointOnly ? 1 : split == OwnClock ? 2 : split == BlendedNeurons ? 3 : 4;

    /// <summary>Whether a split is of the cell's own neurons rather than of blends.</summary>
    public static bool IsOwn(string split) => Rank(split) < Rank(BlendedNeurons);

    /// <summary>Every test trace with the neuron that the model is given for it.</summary>
    /// <exception cref="DataSetException">The model has a latent feature that the data set's neurons do not have.</exception>
    public static IEnumerable<EvaluationCase> Cases(ModelBundle model, DataSet data)
    {
        var byNeuron = Enumerable.Range(0, data.Manifest.Traces.Length).ToLookup(t => data.Manifest.Traces[t].Neuron);
        for (var n = 0; n < data.Manifest.Neurons.Length; n++)
        {
            var neuron = data.Manifest.Neurons[n];
            var point = Array.FindIndex(model.Manifest.Latent.Points, p => p.Name == neuron.Name);
            if (point >= 0)
            {
                var split = neuron.Origin is null ? SeenNeurons : BlendedNeurons;
                var trained = Population.FromTrainingPoints(model, point + 1);
                var clock = trained.Clock(point).ToArray();
                foreach (var trace in byNeuron[n].Where(t => model.Manifest.Provenance.IsHeldOut(data.ExcessNanoamperes(t))))
                {
                    yield return new EvaluationCase(split, trace, model.Manifest.Latent.Points[point].Values, clock);
                }
            }
            else
            {
                foreach (var unseen in UnseenCases(model, data, neuron, [.. byNeuron[n]]))
                {
                    // A blend is no neuron of the cell: it must not make the figures of those that are look better.
                    yield return neuron.Origin is null ? unseen : unseen with { Split = unseen.Split.Replace("neurons", "blends", StringComparison.Ordinal) };
                }
            }
        }
    }

    private static IEnumerable<EvaluationCase> UnseenCases(ModelBundle model, DataSet data, DataSetNeuron neuron, int[] traces)
    {
        double[] features = [.. model.Manifest.Latent.Features.Select(f => neuron.Feature(f.Name))];
        var fromLatent = Population.FromPoints(model, [neuron.Name], [features]).Clock(0).ToArray();
        foreach (var trace in traces)
        {
            yield return new EvaluationCase(LatentPointOnly, trace, features, fromLatent);
        }

        // A clock is fitted to trains: a block's ends early, and its end says nothing about the clock.
        var trains = traces.Where(t => FiringZones.Of(data, t) == FiringZone.Repetitive && SpikeClockFit.IsTrain(data.Sweep(t).TimesMilliseconds)).ToArray();
        if (model.Manifest.Clock is not { } clock || trains.Length == 0)
        {
            yield break;
        }

        var onset = neuron.Feature(clock.OnsetFeature);
        var sweeps = CalibrationSet(model, data, trains, onset);
        var calibrated = SpikeClockFit.Fit(clock, onset, sweeps.Select(data.Sweep), fromLatent);
        if (clock.TransientSpikes > 0)
        {
            var transient = TransientCalibrationSet(data, [.. traces.Where(t => FiringZones.Of(data, t) == FiringZone.Transient)]);
            TransientTrainFit.Correct(
                clock, neuron.Feature(clock.RheobaseFeature!), onset, [.. (clock.SpikeOnsetFeatures ?? []).Select(neuron.Feature)], [.. transient.Select(data.Sweep)], calibrated.AsSpan(clock.RepetitiveCoefficientCount));
            sweeps.UnionWith(transient);
        }

        foreach (var trace in traces.Where(t => !sweeps.Contains(t)))
        {
            yield return new EvaluationCase(OwnClock, trace, features, calibrated);
        }
    }

    // Evenly over the zone, at the middle of as many parts.
    private static IEnumerable<int> TransientCalibrationSet(DataSet data, int[] inside)
    {
        var ordered = inside.OrderBy(data.ExcessNanoamperes).ToArray();
        return Enumerable.Range(0, Math.Min(TransientCalibrationSweeps, ordered.Length))
            .Select(i => ordered[(int)((i + 0.5) * ordered.Length / Math.Min(TransientCalibrationSweeps, ordered.Length))]);
    }

    // From a little over onset to the largest current, evenly in the clock's own variable: what one would choose at the bench.
    private static HashSet<int> CalibrationSet(ModelBundle model, DataSet data, int[] over, double onset)
    {
        var clock = new SpikeClock(model.Manifest.Clock!);
        var first = clock.Variable(onset + CalibrationStartNanoamperes, onset);
        var last = clock.Variable(model.Manifest.CurrentRange.MaximumNanoamperes, onset);
        var chosen = new HashSet<int>();
        var count = Math.Clamp(over.Length / 2, 1, CalibrationSweeps);
        for (var i = 0; i < count; i++)
        {
            var x = first + ((last - first) * i / Math.Max(1, count - 1));
            chosen.Add(over.MinBy(t => Math.Abs(clock.Variable(onset + data.ExcessNanoamperes(t), onset) - x)));
        }

        return chosen;
    }
}
